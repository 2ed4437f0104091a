using System.Diagnostics.Metrics;
using EdgeWatch.Ingest.Sensors;

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
    private readonly Counter<long> _uplinksReceived;
    private readonly Counter<long> _uplinksDecoded;
    private readonly Counter<long> _uplinksRepeated;
    private readonly Counter<long> _undecoded;
    private readonly Counter<long> _undecodedForgotten;
    private readonly Counter<long> _httpAnswers;
    private readonly Counter<long> _modbusPolls;

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
        _uplinksReceived = meter.CreateCounter<long>("edgewatch.ingest.uplinks.received", "{uplink}", "Uplinks that came, by source.");
        _uplinksDecoded = meter.CreateCounter<long>(
            "edgewatch.ingest.uplinks.decoded", "{uplink}", "Uplinks decoded, by source and outcome (decoded, empty, unknown-device, refused, failed).");
        _uplinksRepeated = meter.CreateCounter<long>("edgewatch.ingest.uplinks.repeated", "{uplink}", "Uplinks left out as repeats, by source.");
        _undecoded = meter.CreateCounter<long>("edgewatch.ingest.undecoded", "{uplink}", "Uplinks not understood, by source and outcome (kept, failed).");
        _undecodedForgotten = meter.CreateCounter<long>("edgewatch.ingest.undecoded.forgotten", "{file}", "Files of uplinks not understood that were deleted to keep the disk budget.");
        _httpAnswers = meter.CreateCounter<long>("edgewatch.ingest.http.answers", "{request}", "Answers to pushed uplinks, by source and HTTP status.");
        _modbusPolls = meter.CreateCounter<long>("edgewatch.ingest.modbus.polls", "{poll}", "Polls of Modbus devices, by source and outcome (answered, refused, lost).");
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

    internal void UplinkReceived(string source) => _uplinksReceived.Add(1, new KeyValuePair<string, object?>("source", source));

    internal void UplinkDecoded(string source, UplinkOutcome outcome) => _uplinksDecoded.Add(1, new("source", source), new("outcome", NameOf(outcome)));

    internal void UplinkRepeated(string source) => _uplinksRepeated.Add(1, new KeyValuePair<string, object?>("source", source));

    internal void UndecodedKept(string source, string outcome) => _undecoded.Add(1, new("source", source), new("outcome", outcome));

    internal void UndecodedForgotten() => _undecodedForgotten.Add(1);

    internal void HttpAnswered(string source, int status) => _httpAnswers.Add(1, new("source", source), new("status", status));

    internal void ModbusPolled(string source, string outcome) => _modbusPolls.Add(1, new("source", source), new("outcome", outcome));

    private static string NameOf(UplinkOutcome outcome) => outcome switch
    {
        UplinkOutcome.Decoded => "decoded",
        UplinkOutcome.Empty => "empty",
        UplinkOutcome.UnknownDevice => "unknown-device",
        UplinkOutcome.Refused => "refused",
        _ => "failed",
    };
}
