using NetTopologySuite.Geometries;

namespace EdgeWatch.Geography.Coordinates;

/// <summary>Carries whole geometries from one system to another, vertex by vertex.</summary>
internal static class Geometries
{
    /// <summary>A copy whose every vertex went through the conversion. Edges stay straight between vertices, which at the size of a city is right to centimetres.</summary>
    public static Geometry Map(Geometry geometry, Func<double, double, (double X, double Y)> convert)
    {
        var copy = geometry.Copy();
        copy.Apply(new Conversion(convert));
        copy.GeometryChanged();
        return copy;
    }

    private sealed class Conversion(Func<double, double, (double X, double Y)> convert) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            var (x, y) = convert(seq.GetX(i), seq.GetY(i));
            seq.SetX(i, x);
            seq.SetY(i, y);
        }
    }
}
