using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors.Stages;

/// <summary>
/// The rules of every sensor of the source: what passing time has settled, then what the uplink says. What must survive a crash is on disk before a finding
/// goes on: a finding that is recorded was then remembered, and one that is not comes of what was remembered.
/// </summary>
internal sealed class JudgeReadingsStage : IStage<SensorNews, IReadOnlyList<SensorFinding>>
{
    /// <summary>How often what sensors remember is written although nothing turned.</summary>
    private static readonly TimeSpan KeepEvery = TimeSpan.FromSeconds(30);

    private readonly string _source;
    private readonly SensorGroup _group;
    private readonly ListeningClock _clock;
    private readonly SensorKeeper _keeper;
    private readonly AgentMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly List<Sensor> _turned = [];
    private readonly Action<SensorFinding> _take;
    private List<SensorFinding>? _found;
    private DateTimeOffset _keptAt;
    private bool _begun;

    public JudgeReadingsStage(string source, SensorGroup group, ListeningClock clock, SensorKeeper keeper, AgentMetrics metrics, TimeProvider time)
    {
        (_source, _group, _clock, _keeper, _metrics, _time) = (source, group, clock, keeper, metrics, time);
        // Most uplinks find nothing, and cost no list.
        _take = finding => (_found ??= []).Add(finding);
    }

    public string Name => "judge";

    public ValueTask<IReadOnlyList<SensorFinding>?> RunAsync(SensorNews item, CancellationToken abort)
    {
        _found = null;
        _clock.Note(item.Heard.At, item.Heard.IsLive);
        var round = new SensorRound(_clock.Now, _clock.Deaf, _time.GetTimestamp(), _take);
        if (!_begun)
            _group.Begin(round);
        _begun = true;
        _group.Pass(round, _turned);
        if (item is { Sensor: { } sensor, Uplink: { } uplink })
        {
            if (_group.Take(sensor, uplink, round))
                _turned.Add(sensor);
            Count(uplink);
        }

        if (item.Heard.Answer is { } answer)
            _group.Find(answer.About.Sensor.Device)?.Answer(answer, round);
        Keep(round.Now);
        return ValueTask.FromResult<IReadOnlyList<SensorFinding>?>(_found);
    }

    /// <summary>Writes everything that is not on disk yet: at an orderly end.</summary>
    public void KeepAll() => _keeper.Keep([.. _group.Sensors.Where(sensor => sensor.IsDirty)], _source, _clock);

    private void Keep(DateTimeOffset now)
    {
        if (_keeper.IsKeeping && now - _keptAt >= KeepEvery)
        {
            KeepAll();
            _keptAt = now;
        }
        else if (_turned.Count > 0)
        {
            _keeper.Keep(_turned, _source, _clock);
        }

        _turned.Clear();
    }

    private void Count(DecodedUplink uplink)
    {
        _metrics.UplinkCame(_source, uplink.Outcome is UplinkOutcome.Refused or UplinkOutcome.Failed ? UplinkEnds.Undecoded : UplinkEnds.Judged);
        _metrics.ReadingsJudged(_source, uplink.Readings.Count);
    }
}
