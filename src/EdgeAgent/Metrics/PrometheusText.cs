using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace EdgeWatch.EdgeAgent.Metrics;

/// <summary>
/// Adds up what the instruments of one meter factory measure and writes it in Prometheus' text format 0.0.4. Two agents in one process have two
/// factories and do not mix.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    /// <summary>Bounds of histograms in seconds: a hop takes microseconds, a network tens of milliseconds, a candidate up to seconds.</summary>
    private static readonly double[] Bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();
    private readonly MeterListener _listener;

    public PrometheusText(IMeterFactory meters)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, meters))
                    listener.EnableMeasurementEvents(instrument);
            },
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
        foreach (var instrument in _series.GroupBy(series => series.Key.Instrument).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var name = NameOf(instrument.Key);
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Key.Description}\n# TYPE {name} {KindOf(instrument.Key)}\n");
            foreach (var (key, series) in instrument.OrderBy(series => series.Key.Labels, StringComparer.Ordinal))
                series.Write(text, name, key.Labels);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kind = KindOf(instrument);
        var series = _series.GetOrAdd((instrument, LabelsOf(tags)), static (_, histogram) => new Series(histogram ? Bounds : []), kind == "histogram");
        series.Record(value, adds: kind != "gauge" && !instrument.IsObservable);
    }

    private static string KindOf(Instrument instrument) => instrument switch
    {
        Histogram<double> => "histogram",
        Counter<long> or Counter<int> or Counter<double> or ObservableCounter<long> => "counter",
        _ => "gauge",
    };

    private static string NameOf(Instrument instrument) =>
        instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "") + (KindOf(instrument) == "counter" ? "_total" : "");

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var escaped = Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", @"\\").Replace("\"", "\\\"").Replace("\n", @"\n");
            text.Append(text.Length == 0 ? "" : ",").Append(key).Append("=\"").Append(escaped).Append('"');
        }

        return text.ToString();
    }

    private sealed class Series(double[] bounds)
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
                for (var i = 0; i < bounds.Length; i++)
                    _buckets[i] += value <= bounds[i] ? 1 : 0;
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
}
