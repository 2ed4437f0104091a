using System.Diagnostics.Metrics;

namespace EdgeWatch.Ingest;

/// <summary>What cameras and sensors cost and lose: meter <c>EdgeWatch.Ingest</c>.</summary>
public sealed class IngestMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "EdgeWatch.Ingest";

    private readonly Counter<long> _looksMade;
    private readonly Counter<long> _looksMissed;
    private readonly Counter<long> _connects;
    private readonly Counter<long> _losses;
    private readonly Counter<long> _damaged;
    private readonly Histogram<double> _decodeDuration;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Where the meter is made.</param>
    public IngestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _looksMade = meter.CreateCounter<long>("edgewatch.ingest.looks.made", "{look}", "Looks handed on, by camera.");
        _looksMissed = meter.CreateCounter<long>("edgewatch.ingest.looks.missed", "{look}", "Looks that were due and could not be made within a cadence, by camera.");
        _connects = meter.CreateCounter<long>("edgewatch.ingest.connects", "{connect}", "Attempts to connect, by camera and outcome (connected, failed, refused).");
        _losses = meter.CreateCounter<long>("edgewatch.ingest.losses", "{loss}", "Connections lost, by camera and reason (stalled, lost).");
        _damaged = meter.CreateCounter<long>("edgewatch.ingest.keyframes.damaged", "{picture}", "Key frames that were needed and arrived damaged, by camera.");
        _decodeDuration = meter.CreateHistogram<double>("edgewatch.ingest.look.duration", "s", "Time to decode one key frame.");
    }

    internal void LookMade(string camera, long missedBefore)
    {
        var tag = new KeyValuePair<string, object?>("camera", camera);
        _looksMade.Add(1, tag);
        if (missedBefore > 0)
            _looksMissed.Add(missedBefore, tag);
    }

    internal void Connected(string camera, string outcome) => _connects.Add(1, new("camera", camera), new("outcome", outcome));

    internal void Lost(string camera, string reason) => _losses.Add(1, new("camera", camera), new("reason", reason));

    internal void KeyFrameDamaged(string camera) => _damaged.Add(1, new KeyValuePair<string, object?>("camera", camera));

    internal void KeyFrameDecoded(TimeSpan duration) => _decodeDuration.Record(duration.TotalSeconds);
}
