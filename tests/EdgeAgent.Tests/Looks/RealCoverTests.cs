using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Tests.Rules;
using EdgeWatch.Ingest;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Looks;

/// <summary>The shipped model for covers and the rules together: what hides a cover makes no "cover missing" and no "open hole", whatever the model makes of it.</summary>
public sealed class RealCoverTests(ITestOutputHelper output) : IDisposable
{
    private const string Night = "manhole_closed_night_walk_480.mp4";

    private static readonly RuleOptions Missing = new() { Rule = "absence", Problem = Problems.ManholeAbsent, Classes = ["manhole-closed"], ClearAfter = TimeSpan.FromMinutes(1) };
    private static readonly RuleOptions Open = new() { Rule = "absence", Problem = Problems.ManholeOpen, Classes = ["manhole-open"], ClearAfter = TimeSpan.FromMinutes(1) };
    private static readonly Zone Place = new("cover", new Polygon(new(0.352f, 0.705f), new(0.611f, 0.705f), new(0.611f, 1), new(0.352f, 1))) { Rules = [Missing, Open] };

    private readonly ModelRunner _model = new(
        ModelFolder.Load(ModelCatalogue.Read(Repository.File("models")).Models.First(model => model.State == ModelState.Ready && model.Manifest!.Problems.Contains(Problems.ManholeAbsent)).Folder), threads: 1);

    [Theory]
    [MemberData(nameof(Hidden.Covers), MemberType = typeof(Hidden))]
    public async Task The_shipped_model_and_the_rules_stay_quiet_about(string hidden)
    {
        var found = await JudgeAsync("cover", hidden);

        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("open")]
    public async Task The_shipped_model_and_the_rules_find_what_is(string state)
    {
        var found = await JudgeAsync("cover", state);

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(finding => finding.Step == FindingStep.Opened || finding.Step == FindingStep.Updated);
    }

    [SharedDataFact("clips/" + Night)]
    public async Task A_walk_over_closed_covers_at_night_with_the_camera_in_the_hand_is_quiet()
    {
        var whole = new Zone("street", new Polygon(new(0, 0), new(1, 0), new(1, 1), new(0, 1))) { Rules = [Missing with { Dwell = TimeSpan.FromSeconds(5) }, Open] };
        var camera = new FieldCamera(Street.Camera(whole) with { Cadence = TimeSpan.FromSeconds(1) });
        var options = new SourceOptions { Camera = "clip", Url = Path.Combine(Repository.SharedData!, "clips", Night), RealTime = false };
        await using var source = KnownSources.Create(options, TimeProvider.System, NullLogger.Instance, new IngestMetrics(TestMetrics.Meters()));
        var looks = 0;
        await foreach (var frame in source.ReadAsync(new LookSchedule(TimeSpan.FromSeconds(1), TimeProvider.System), CancellationToken.None))
        {
            await camera.LookAsync(frame, See);
            output.WriteLine($"{++looks}: {camera.Scene.Visibility}, {camera.Scene.Look.View.State}");
        }

        looks.ShouldBeGreaterThan(4);
        camera.Announced.ShouldBeEmpty();
    }

    public void Dispose() => _model.Dispose();

    private async Task<List<Finding>> JudgeAsync(string usual, string then)
    {
        var camera = new FieldCamera(Street.Camera(Place));
        foreach (var (name, time) in new[] { (usual, TimeSpan.FromSeconds(340)), (then, TimeSpan.FromMinutes(5)) })
        {
            if (name == then)
                camera.Places.NotYetKnown.ShouldBeNull("what the model does not know by day could not be missing");
            // One picture, one answer of the model; the looks differ by noise.
            var still = Still.Rendered(name);
            using var frame = still.Look(Street.Begin);
            var seen = See(frame);
            output.WriteLine($"{name}: {string.Join(", ", seen.Select(one => $"{one.Class} {one.Score:0.00} {one.Box.Centre}"))}");
            await camera.LookForAsync(time, still, seen);
        }

        foreach (var finding in camera.Announced)
            output.WriteLine($"{finding.Step} {finding.State.Key.Problem}: {finding.Ruling.Judgement}");
        return camera.Announced;
    }

    private Detection[] See(Frame frame)
    {
        _model.Fill(0, frame);
        _model.Run(1);
        return _model.Read(0);
    }
}
