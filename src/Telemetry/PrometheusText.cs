using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace EdgeWatch.Telemetry;

/// <summary>
/// Adds up what the instruments of one meter factory measure and writes it in Prometheus' text format 0.0.4. Two agents or bridges in one process have two
/// factories and do not mix. Counts from its making; safe from any thread.
/// </summary>
public sealed class PrometheusText : IDisposable
{
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), MetricSeries> _series = new();
    private readonly MeterListener _listener;

    /// <summary>Begins to count.</summary>
    /// <param name="meters">The factory whose meters count.</param>
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

    /// <summary>Everything as it stands: names with <c>_</c> for dots, the unit and, for counters, <c>_total</c> at the end; histograms by buckets.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var instrument in _series.GroupBy(series => series.Key.Instrument).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var (name, kind) = (NameOf(instrument.Key), MetricKinds.Of(instrument.Key));
            var help = instrument.Key.Description?.Replace("\\", @"\\").Replace("\n", @"\n");
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {kind.ToString().ToLowerInvariant()}\n");
            foreach (var (key, series) in instrument.OrderBy(series => series.Key.Labels, StringComparer.Ordinal))
                series.Write(text, name, key.Labels);
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _series.GetOrAdd((instrument, LabelsOf(tags)), static key => new MetricSeries(MetricKinds.BoundsOf(key.Instrument))).Record(value, MetricKinds.Adds(instrument));

    private static string NameOf(Instrument instrument) =>
        instrument.Name.Replace('.', '_').Replace('-', '_')
        + instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" }
        + (MetricKinds.Of(instrument) == MetricKind.Counter ? "_total" : "");

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var escaped = Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", @"\\").Replace("\"", "\\\"").Replace("\n", @"\n");
            text.Append(text.Length == 0 ? "" : ",").Append(key.Replace('.', '_')).Append("=\"").Append(escaped).Append('"');
        }

        return text.ToString();
    }
}
