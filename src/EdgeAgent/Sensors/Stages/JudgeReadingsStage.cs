using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors.Stages;

/// <summary>
/// The rules of every sensor of the source: what passing time has settled, then what the uplink says. What must survive a crash is on disk before a finding
/// goes on: a finding that is recorded was then remembered, and one that is not comes of what was remembered.
/// </summary>
internal sealed class JudgeReadingsStage(string source, SensorGroup group, ListeningClock clock, SensorKeeper keeper, AgentMetrics metrics, TimeProvider time)
    : IStage<SensorNews, IReadOnlyList<SensorFinding>>
{
    /// <summary>How often what sensors remember is written although nothing turned.</summary>
    private static readonly TimeSpan KeepEvery = TimeSpan.FromSeconds(30);

    private readonly List<Sensor> _turned = [];
    private DateTimeOffset _keptAt;
    private bool _begun;

    public string Name => "judge";

    public ValueTask<IReadOnlyList<SensorFinding>?> RunAsync(SensorNews item, CancellationToken abort)
    {
        List<SensorFinding>? findings = null;
        clock.Note(item.Heard.At, item.Heard.IsLive);
        var round = new SensorRound(clock.Now, clock.Deaf, time.GetTimestamp(), finding => (findings ??= []).Add(finding));
        if (!_begun)
            group.Begin(round);
        _begun = true;
        group.Pass(round, _turned);
        if (item is { Sensor: { } sensor, Uplink: { } uplink })
        {
            if (group.Take(sensor, uplink, round))
                _turned.Add(sensor);
            Count(uplink);
        }

        if (item.Heard.Answer is { } answer)
            group.Find(answer.About.Sensor.Device)?.Answer(answer, round);
        Keep(round.Now);
        return ValueTask.FromResult<IReadOnlyList<SensorFinding>?>(findings);
    }

    /// <summary>Writes everything that is not on disk yet: at an orderly end.</summary>
    public void KeepAll() => keeper.Keep([.. group.Sensors.Where(sensor => sensor.IsDirty)], source, clock);

    private void Keep(DateTimeOffset now)
    {
        if (keeper.IsKeeping && now - _keptAt >= KeepEvery)
        {
            KeepAll();
            _keptAt = now;
        }
        else if (_turned.Count > 0)
        {
            keeper.Keep(_turned, source, clock);
        }

        _turned.Clear();
    }

    private void Count(DecodedUplink uplink)
    {
        metrics.UplinkCame(source, uplink.Outcome is UplinkOutcome.Refused or UplinkOutcome.Failed ? UplinkEnds.Undecoded : UplinkEnds.Judged);
        metrics.ReadingsJudged(source, uplink.Readings.Count);
    }
}
