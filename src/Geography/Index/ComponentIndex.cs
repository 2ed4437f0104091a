using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Registers;

namespace EdgeWatch.Geography.Index;

/// <summary>A component that was found.</summary>
/// <param name="Id">As registered.</param>
/// <param name="Class">Class code; empty where none is known.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Distance">Metres from the place that was asked for; 0 where it was asked for by id.</param>
public readonly record struct FoundComponent(string Id, string Class, Wgs84 Place, double Distance);

/// <summary>
/// Components, all versions, found by place or id and day: some 50 bytes each in flat arrays, so that a city of a million fits beside everything else. Immutable; any number of
/// threads may look up at once.
/// </summary>
public sealed class ComponentIndex
{
    private readonly double[] _lon;
    private readonly double[] _lat;
    private readonly PackedIds _ids;
    private readonly int[] _class;
    private readonly int[] _valid;
    private readonly string[] _classes;
    private readonly Validity[] _validities;

    internal ComponentIndex(double[] lon, double[] lat, PackedIds ids, int[] classOf, int[] validOf, string[] classes, Validity[] validities) =>
        (_lon, _lat, _ids, _class, _valid, _classes, _validities) = (lon, lat, ids, classOf, validOf, classes, validities);

    /// <summary>How many there are, versions counted.</summary>
    public int Count => _lon.Length;

    /// <summary>The nearest component that holds on the day.</summary>
    /// <param name="place">Where to look.</param>
    /// <param name="radius">Metres within which it must stand; up to some kilometres, as the earth is taken as flat around the place.</param>
    /// <param name="on">The day.</param>
    /// <param name="isSought">Which classes count, by code; null: all.</param>
    /// <returns>Null where there is none. Of several at one distance it is the one with the least id.</returns>
    public FoundComponent? Nearest(Wgs84 place, double radius, DateOnly on, Func<string, bool>? isSought = null)
    {
        var search = new Search(this, place, radius, on, isSought);
        search.Look(0, Count - 1, byLon: true);
        return search.Found < 0 ? null : Describe(search.Found, search.Distance);
    }

    /// <summary>The component with the id on the day; null where there is none.</summary>
    public FoundComponent? Find(string id, DateOnly on)
    {
        foreach (var index in _ids.Find(id))
        {
            if (_validities[_valid[index]].Holds(on))
                return Describe(index, 0);
        }

        return null;
    }

    private FoundComponent Describe(int index, double distance) => new(_ids[index], _classes[_class[index]], new Wgs84(_lon[index], _lat[index], 0), distance);

    /// <summary>One descent of the tree, nearer halves first, with what is best so far.</summary>
    private struct Search
    {
        private readonly ComponentIndex _index;
        private readonly double _lon;
        private readonly double _lat;
        private readonly double _metresPerLon;
        private readonly DateOnly _on;
        private readonly Func<string, bool>? _isSought;
        private double _best;

        public Search(ComponentIndex index, Wgs84 place, double radius, DateOnly on, Func<string, bool>? isSought)
        {
            (_index, _lon, _lat, _on, _isSought) = (index, place.Lon, place.Lat, on, isSought);
            _metresPerLon = Wgs84.MetresPerDegree * Math.Cos(double.DegreesToRadians(place.Lat));
            _best = radius * radius;
            Found = -1;
        }

        public int Found { get; private set; }

        public readonly double Distance => Math.Sqrt(_best);

        public void Look(int left, int right, bool byLon)
        {
            if (right - left <= KdSort.LeafSize)
            {
                for (var index = left; index <= right; index++)
                    Try(index);
                return;
            }

            var middle = (left + right) >>> 1;
            Try(middle);
            var across = byLon ? (_lon - _index._lon[middle]) * _metresPerLon : (_lat - _index._lat[middle]) * Wgs84.MetresPerDegree;
            if (across <= 0)
            {
                Look(left, middle - 1, !byLon);
                if (across * across <= _best)
                    Look(middle + 1, right, !byLon);
            }
            else
            {
                Look(middle + 1, right, !byLon);
                if (across * across <= _best)
                    Look(left, middle - 1, !byLon);
            }
        }

        private void Try(int index)
        {
            var (east, north) = ((_index._lon[index] - _lon) * _metresPerLon, (_index._lat[index] - _lat) * Wgs84.MetresPerDegree);
            var square = (east * east) + (north * north);
            if (square > _best || !_index._validities[_index._valid[index]].Holds(_on) || _isSought?.Invoke(_index._classes[_index._class[index]]) == false)
                return;
            if (square == _best && Found >= 0 && string.CompareOrdinal(_index._ids[index], _index._ids[Found]) > 0)
                return;
            (_best, Found) = (square, index);
        }
    }
}
