using System.Text.Json.Nodes;

namespace EdgeWatch.Demo;

/// <summary>Finds in the boxes of every picture what stands: a box that keeps overlapping itself for long enough.</summary>
internal static class StandingThings
{
    private const double LeastSeconds = 15;
    private const double LeastShare = 0.6;
    private const float SameOverlap = 0.5f;
    private const float LeastHeight = 0.15f;

    /// <summary>Things that stand for at least 15 s, are labelled in at least 60 % of that time, and are tall enough (15 % of the picture) to be asked for.</summary>
    public static IReadOnlyList<(Box Box, double From, double To)> Find(IReadOnlyList<Box[]> frames, double rate)
    {
        var found = new List<(Box Box, double From, double To)>();
        for (var first = 0; first < frames.Count; first++)
        {
            foreach (var box in frames[first].Where(box => box.Height >= LeastHeight && !found.Exists(thing => thing.Box.Overlap(box) > 0.3f)))
            {
                var (last, hits) = Follow(frames, first, box, patience: (int)(2 * rate));
                if ((last - first) / rate >= LeastSeconds && hits >= LeastShare * (last - first + 1))
                    found.Add((box, first / rate, last / rate));
            }
        }

        return found;
    }

    private static (int Last, int Hits) Follow(IReadOnlyList<Box[]> frames, int first, Box box, int patience)
    {
        var (last, hits) = (first, 1);
        for (var at = first + 1; at < frames.Count && at - last <= patience; at++)
        {
            if (frames[at].Any(other => other.Overlap(box) > SameOverlap))
                (last, hits) = (at, hits + 1);
        }

        return (last, hits);
    }

    /// <summary>A labelled box, 0..1 of the picture.</summary>
    internal readonly record struct Box(float CentreX, float CentreY, float Width, float Height)
    {
        public static Box Read(JsonNode? node) =>
            new(node![1]!.GetValue<float>(), node[2]!.GetValue<float>(), node[3]!.GetValue<float>(), node[4]!.GetValue<float>());

        public float Overlap(Box other)
        {
            var width = Math.Min(CentreX + Width / 2, other.CentreX + other.Width / 2) - Math.Max(CentreX - Width / 2, other.CentreX - other.Width / 2);
            var height = Math.Min(CentreY + Height / 2, other.CentreY + other.Height / 2) - Math.Max(CentreY - Height / 2, other.CentreY - other.Height / 2);
            return width <= 0 || height <= 0 ? 0 : width * height / (Width * Height + other.Width * other.Height - width * height);
        }

        public float[][] Polygon(float margin)
        {
            var (halfX, halfY) = (Width / 2 * (1 + margin), Height / 2 * (1 + margin));
            var (left, right) = (Math.Max(0, CentreX - halfX), Math.Min(1, CentreX + halfX));
            var (top, bottom) = (Math.Max(0, CentreY - halfY), Math.Min(1, CentreY + halfY));
            return [[left, top], [right, top], [right, bottom], [left, bottom]];
        }
    }
}
