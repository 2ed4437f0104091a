using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.Evaluation.Scoring;

/// <summary>A box in double precision, so that overlaps near a limit fall as in the field's own tools; 0..1 of a picture, or its pixels.</summary>
internal readonly record struct Rectangle(double X1, double Y1, double X2, double Y2)
{
    public double Width => X2 - X1;

    public double Height => Y2 - Y1;

    public double Area => Width * Height;

    public static Rectangle Of(in Box box) => new(box.X1, box.Y1, box.X2, box.Y2);

    public static Rectangle Centred(double x, double y, double width, double height) => new(x - width / 2, y - height / 2, x + width / 2, y + height / 2);

    public Rectangle Scaled(double across, double down) => new(X1 * across, Y1 * down, X2 * across, Y2 * down);

    /// <summary>Area that both cover.</summary>
    public double Common(in Rectangle other)
    {
        var width = Math.Min(X2, other.X2) - Math.Max(X1, other.X1);
        var height = Math.Min(Y2, other.Y2) - Math.Max(Y1, other.Y1);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }

    /// <summary>
    /// How well this detection fits a labelled box: intersection over union, 0..1. Over a crowd, the share of the detection that lies in it
    /// (pycocotools, maskUtils.iou).
    /// </summary>
    public double Fit(in Rectangle truth, bool crowd)
    {
        var common = Common(truth);
        return common == 0 ? 0 : common / (crowd ? Area : Area + truth.Area - common);
    }
}
