using System.Globalization;
using System.Text;

namespace EdgeWatch.Telemetry;

/// <summary>One instrument with one set of labels. Safe from any thread.</summary>
/// <param name="bounds">Upper bounds of the buckets, ascending; empty where it is no histogram.</param>
internal sealed class MetricSeries(double[] bounds)
{
    private readonly Lock _gate = new();
    private readonly long[] _buckets = new long[bounds.Length];
    private double _sum;
    private long _count;

    public void Record(double value, bool adds)
    {
        lock (_gate)
        {
            (_sum, _count) = (adds ? _sum + value : value, _count + 1);
            for (var i = bounds.Length - 1; i >= 0 && value <= bounds[i]; i--)
                _buckets[i]++;
        }
    }

    public void Write(StringBuilder text, string name, string labels)
    {
        lock (_gate)
        {
            if (bounds.Length == 0)
            {
                Line(text, name, labels, _sum);
                return;
            }

            var more = labels.Length == 0 ? "" : labels + ",";
            for (var i = 0; i < bounds.Length; i++)
                Line(text, name + "_bucket", string.Create(CultureInfo.InvariantCulture, $"{more}le=\"{bounds[i]}\""), _buckets[i]);
            Line(text, name + "_bucket", more + "le=\"+Inf\"", _count);
            Line(text, name + "_sum", labels, _sum);
            Line(text, name + "_count", labels, _count);
        }
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length == 0 ? "" : "{" + labels + "}")} {value}\n");
}
