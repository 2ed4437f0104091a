using System.Diagnostics.Metrics;
using EdgeWatch.EdgeAgent.Shadow;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent;

/// <summary>Every instrument of the agent; docs/metrics.md lists them.</summary>
internal sealed class AgentMetrics
{
    /// <summary>Name of the agent's meter.</summary>
    public const string MeterName = "EdgeWatch.EdgeAgent";

    private readonly Counter<long> _dropped;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _looks;
    private readonly Counter<long> _views;
    private readonly Counter<long> _relearnt;
    private readonly Counter<long> _candidates;
    private readonly Histogram<double> _lookToOutbox;
    private readonly Histogram<double> _detectorWait;
    private readonly Histogram<double> _detectorRun;
    private readonly Counter<long> _detectorPictures;
    private readonly Counter<long> _shadowLooks;
    private readonly Counter<long> _shadowBoxes;
    private readonly Counter<long> _shadowForgotten;
    private readonly Counter<long> _uplinks;
    private readonly Counter<long> _readings;

    public AgentMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _dropped = meter.CreateCounter<long>("edgewatch.pipeline.dropped", "{item}", "Items given up, by queue and reason");
        _failed = meter.CreateCounter<long>("edgewatch.pipeline.failed", "{item}", "Items on which a stage failed, by stage");
        _looks = meter.CreateCounter<long>("edgewatch.look.made", "{look}", "Looks inspected, by what could be seen");
        _views = meter.CreateCounter<long>("edgewatch.camera.view", "{change}", "Changes of where a camera looks, by camera and what it became (usual, moved, blurred, unsteady, unconfirmed)");
        _relearnt = meter.CreateCounter<long>("edgewatch.background.relearnt", "{change}", "Looks that differed from the background as a whole, so that it was learnt anew, by camera");
        _candidates = meter.CreateCounter<long>("edgewatch.candidate.written", "{candidate}", "Candidates written to the outbox, by problem and type");
        _lookToOutbox = meter.CreateHistogram<double>("edgewatch.candidate.latency", "s", "Time from a decoded look to its candidate in the outbox");
        _detectorWait = meter.CreateHistogram<double>("edgewatch.detector.wait", "s", "Time that a picture waited for its detector, by model");
        _detectorRun = meter.CreateHistogram<double>("edgewatch.detector.run", "s", "Time of one run, network and suppression, by model");
        _detectorPictures = meter.CreateCounter<long>("edgewatch.detector.pictures", "{picture}", "Pictures run through a detector, by model; over the runs it gives the batch size");
        _shadowLooks = meter.CreateCounter<long>("edgewatch.shadow.looks", "{look}", "Looks due for the shadow model, by outcome (compared, queue-full, behind, failed, stopped)");
        _shadowBoxes = meter.CreateCounter<long>("edgewatch.shadow.boxes", "{box}", "Things seen in compared looks, by class and by whom (both, main, shadow)");
        _shadowForgotten = meter.CreateCounter<long>("edgewatch.shadow.forgotten", "{look}", "Differing looks deleted to keep the disk budget");
        _uplinks = meter.CreateCounter<long>("edgewatch.sensor.uplinks", "{uplink}", "Uplinks of fixed sensors, by source and end (judged, repeated, undecoded, unknown device)");
        _readings = meter.CreateCounter<long>("edgewatch.sensor.readings", "{reading}", "Readings of fixed sensors that were judged, by source");
    }

    /// <summary>The same happenings, summed since the last zero report.</summary>
    public PeriodTally Period { get; } = new();

    public void Dropped(string queue, string reason)
    {
        _dropped.Add(1, new("queue", queue), new("reason", reason));
        Period.Dropped($"{queue}-{reason}");
    }

    public void Failed(string stage)
    {
        _failed.Add(1, new KeyValuePair<string, object?>("stage", stage));
        Period.Dropped($"{stage}-failed");
    }

    public void Looked(Visibility visibility) => _looks.Add(1, new KeyValuePair<string, object?>("visibility", visibility.ToString()));

    public void ViewChanged(string camera, string to) => _views.Add(1, new("camera", camera), new("to", to));

    public void BackgroundRelearnt(string camera) => _relearnt.Add(1, new KeyValuePair<string, object?>("camera", camera));

    public void Written(string problem, string type, TimeSpan latency)
    {
        _candidates.Add(1, new("problem", problem), new("type", type));
        _lookToOutbox.Record(latency.TotalSeconds);
        Period.Written(problem, type, latency);
    }

    public void DetectorWaited(string model, TimeSpan wait) => _detectorWait.Record(wait.TotalSeconds, new KeyValuePair<string, object?>("model", model));

    public void DetectorRan(string model, int pictures, TimeSpan run)
    {
        _detectorRun.Record(run.TotalSeconds, new KeyValuePair<string, object?>("model", model));
        _detectorPictures.Add(pictures, new KeyValuePair<string, object?>("model", model));
    }

    /// <param name="source">Name of the source.</param>
    /// <param name="end">One of <see cref="UplinkEnds"/>.</param>
    public void UplinkCame(string source, string end)
    {
        _uplinks.Add(1, new("source", source), new("end", end));
        Period.UplinkCame(end);
    }

    public void ReadingsJudged(string source, int readings) => _readings.Add(readings, new KeyValuePair<string, object?>("source", source));

    public void ShadowLook(string outcome) => _shadowLooks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void ShadowBox(string @class, SeenBy by) => _shadowBoxes.Add(1, new("class", @class), new("by", by.ToString().ToLowerInvariant()));

    public void ShadowForgot(int looks) => _shadowForgotten.Add(looks);
}

/// <summary>What became of an uplink.</summary>
internal static class UplinkEnds
{
    /// <summary>It was judged, or carried nothing to judge by right.</summary>
    public const string Judged = "judged";

    /// <summary>It came before.</summary>
    public const string Repeated = "repeated";

    /// <summary>It could not be understood.</summary>
    public const string Undecoded = "undecoded";

    /// <summary>Nobody configured its device.</summary>
    public const string Unknown = "unknown-device";
}
