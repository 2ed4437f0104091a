using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>
/// Collects what this bridge measures and writes it in the Prometheus text format 0.0.4. Only instruments of the bridge's own meter factory count, so that
/// two bridges in one process do not mix.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    // Seconds; a commit takes milliseconds, a request through a slow link seconds.
    private static readonly double[] SecondBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] CountBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();

    public PrometheusText(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var group in _series.GroupBy(entry => entry.Key.Instrument).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var (name, type) = (NameOf(group.Key), TypeOf(group.Key));
            text.Append("# HELP ").Append(name).Append(' ').Append((group.Key.Description ?? "").Replace("\\", @"\\").Replace("\n", @"\n")).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
            foreach (var (key, series) in group.OrderBy(entry => entry.Key.Labels, StringComparer.Ordinal))
                series.Write(text, name, key.Labels);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = _series.GetOrAdd((instrument, Labels(tags)), static key => new Series(TypeOf(key.Instrument) == "histogram" ? Bounds(key.Instrument) : null));
        series.Record(value, adds: !instrument.IsObservable && TypeOf(instrument) != "gauge" || instrument.GetType().Name.StartsWith("UpDown", StringComparison.Ordinal));
    }

    private static double[] Bounds(Instrument instrument) => instrument.Unit == "s" ? SecondBounds : CountBounds;

    private static string TypeOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        return type.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram"
            : type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? "counter"
            : "gauge";
    }

    private static string NameOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return name + unit + (TypeOf(instrument) == "counter" ? "_total" : "");
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var labels = new List<string>(tags.Length);
        foreach (var (key, value) in tags)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels.Add($"{key.Replace('.', '_')}=\"{text.Replace("\\", @"\\").Replace("\"", "\\\"").Replace("\n", @"\n")}\"");
        }

        return string.Join(',', labels);
    }

    private sealed class Series(double[]? bounds)
    {
        private readonly Lock _gate = new();
        private readonly long[] _buckets = new long[(bounds?.Length ?? 0) + 1];
        private double _value;
        private long _count;

        public void Record(double value, bool adds)
        {
            lock (_gate)
            {
                _value = adds ? _value + value : value;
                if (bounds is null)
                    return;
                _count++;
                var bucket = Array.FindIndex(bounds, bound => value <= bound);
                _buckets[bucket < 0 ? bounds.Length : bucket]++;
            }
        }

        public void Write(StringBuilder text, string name, string labels)
        {
            lock (_gate)
            {
                if (bounds is null)
                {
                    Line(text, name, labels, _value);
                    return;
                }

                long below = 0;
                for (var bucket = 0; bucket <= bounds.Length; bucket++)
                {
                    below += _buckets[bucket];
                    var bound = bucket == bounds.Length ? "+Inf" : bounds[bucket].ToString(CultureInfo.InvariantCulture);
                    Line(text, name + "_bucket", $"{labels}{(labels.Length == 0 ? "" : ",")}le=\"{bound}\"", below);
                }

                Line(text, name + "_sum", labels, _value);
                Line(text, name + "_count", labels, _count);
            }
        }

        private static void Line(StringBuilder text, string name, string labels, double value)
        {
            text.Append(name);
            if (labels.Length > 0)
                text.Append('{').Append(labels).Append('}');
            text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }
    }
}
