using EdgeWatch.Bench.Sensors;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.Ingest.Sensors;
using EdgeWatch.Replay;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeWatch.Tests.Replay;

public sealed class SensorReplayTests
{
    private static readonly string[] Rules = ["silence", "battery", "tilt", "fill", "stuck", "threshold", "rate"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_month_of_three_hundred_sensors_has_the_findings_of_a_slow_reference(int seed)
    {
        var plan = new SyntheticPlan(Sensors: 300, Days: 30, Seed: seed);
        var result = await new SensorReplay(plan.ToOptions(), (source, _, _) => new SyntheticSource(plan, IndexOf(source)), NullLoggerFactory.Instance).RunAsync(CancellationToken.None);

        var expected = Enumerable.Range(0, plan.Sources).SelectMany(source =>
        {
            var uplinks = new SyntheticSource(plan, source).Uplinks().ToArray();
            var judge = new ReferenceJudge(uplinks);
            return plan.ToOptions().Sensors.Where(sensor => sensor.Source == SyntheticPlan.SourceOf(source))
                .SelectMany(sensor => judge.Judge(sensor.Id, sensor.Profile!, uplinks[0].ReceivedAt, uplinks[^1].ReceivedAt));
        }).Select(finding => (finding.Sensor, finding.Rule, finding.OpenedAt, finding.ClearedAt)).Order().ToArray();

        var found = result.Findings.Select(finding => (finding.Sensor, finding.Rule, finding.OpenedAt, finding.ClearedAt)).Order().ToArray();
        found.Except(expected).ShouldBeEmpty("found by the agent alone");
        expected.Except(found).ShouldBeEmpty("found by the reference alone");
        result.Dropped.ShouldBeEmpty();
        result.Running.ShouldBe(300);
        result.Uplinks.Judged.ShouldBeGreaterThan(20_000);
        found.ShouldBe(expected);
        Rules.ShouldAllBe(rule => expected.Any(finding => finding.Rule == rule));
    }

    [Fact]
    public async Task The_same_recording_gives_the_same_findings_whatever_its_speed()
    {
        var plan = new SyntheticPlan(Sensors: 40, Days: 20, Seed: 7) { Sources = 1 };
        var file = Path.GetTempFileName();
        try
        {
            await RecordedUplinks.WriteAsync(file, new SyntheticSource(plan, 0).Uplinks(), CancellationToken.None);
            var recorded = plan.ToOptions() with { SensorSources = [plan.ToOptions().SensorSources[0] with { Path = file }] };
            var slow = recorded with { SensorSources = [recorded.SensorSources[0] with { Speed = 1_000_000 }] };
            var straight = await ReplayAsync(plan.ToOptions(), (_, _) => new SyntheticSource(plan, 0));
            (await ReplayAsync(recorded, Open)).Findings.ShouldBe(straight.Findings);
            (await ReplayAsync(slow, Open)).Findings.ShouldBe(straight.Findings);
            straight.Findings.ShouldNotBeEmpty();
        }
        finally
        {
            File.Delete(file);
        }

        static IUplinkSource Open(UplinkSourceOptions options, Ingest.IngestMetrics metrics) =>
            UplinkSources.Open(options, "replay", TimeProvider.System, NullLoggerFactory.Instance, metrics);

        static Task<ReplayResult> ReplayAsync(EdgeAgent.Options.AgentOptions options, Func<UplinkSourceOptions, Ingest.IngestMetrics, IUplinkSource> open) =>
            new SensorReplay(options, (source, _, metrics) => open(source, metrics), NullLoggerFactory.Instance).RunAsync(CancellationToken.None);
    }

    private static int IndexOf(UplinkSourceOptions source) => Enumerable.Range(0, 2).First(index => SyntheticPlan.SourceOf(index) == source.Name);
}
