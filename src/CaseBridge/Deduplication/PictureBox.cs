using System.Text.Json;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>Where in a picture something was seen, 0..1 of its width and height. Within one camera it tells things apart better than any coordinate.</summary>
internal readonly record struct PictureBox(float X1, float Y1, float X2, float Y2)
{
    /// <summary>As many boxes of a finding are kept and compared.</summary>
    private const int Most = 8;

    /// <summary>Intersection over union, 0..1.</summary>
    public double Overlap(PictureBox other)
    {
        double width = Math.Min(X2, other.X2) - Math.Max(X1, other.X1), height = Math.Min(Y2, other.Y2) - Math.Max(Y1, other.Y1);
        if (width <= 0 || height <= 0)
            return 0;
        var shared = width * height;
        return shared / (Area + other.Area - shared);
    }

    /// <summary>The largest overlap between any two; null where one side has no box.</summary>
    public static double? BestOverlap(IReadOnlyList<PictureBox> one, IReadOnlyList<PictureBox> other) =>
        one.Count == 0 || other.Count == 0 ? null : one.Max(box => other.Max(box.Overlap));

    public static IReadOnlyList<PictureBox> Of(IReadOnlyList<Subject> subjects) =>
        subjects.Count == 1 ? [Of(subjects[0])] : [.. subjects.OrderByDescending(subject => subject.Score).Take(Most).Select(Of)];

    /// <summary>As it stands in the store; null for none.</summary>
    public static string? ToStore(IReadOnlyList<PictureBox> boxes) =>
        boxes.Count == 0 ? null : JsonSerializer.Serialize(boxes.Select(box => new[] { box.X1, box.Y1, box.X2, box.Y2 }));

    public static IReadOnlyList<PictureBox> FromStore(string? text) =>
        text is null ? [] : [.. JsonSerializer.Deserialize<float[][]>(text)!.Select(box => new PictureBox(box[0], box[1], box[2], box[3]))];

    private static PictureBox Of(Subject subject) => new(subject.X1, subject.Y1, subject.X2, subject.Y2);

    private double Area => (double)(X2 - X1) * (Y2 - Y1);
}
