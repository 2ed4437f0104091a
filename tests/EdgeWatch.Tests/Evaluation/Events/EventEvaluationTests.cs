using EdgeWatch.Commands;
using EdgeWatch.Demo;
using EdgeWatch.Evaluation.Events;

namespace EdgeWatch.EdgeWatch.Tests.Evaluation.Events;

/// <summary>Our own rendered street through the whole agent with the weights that ship.</summary>
public sealed class EventEvaluationTests
{
    [Fact]
    public async Task The_agent_finds_what_happens_at_the_corner_once_and_nothing_else_and_the_same_every_time()
    {
        ClipTruth[] corner = [ClipTruthFile.Read(DemoClips.Folder("bin-corner.mp4"))];
        var report = await EventEvaluation.RunAsync(corner, [], quiet: null, _ => { }, CancellationToken.None);
        var again = await EventEvaluation.RunAsync(corner, [], quiet: null, _ => { }, CancellationToken.None);

        (report.Precision, report.Recall).ShouldBe((1, 1));
        report.Clips[0].Play.Looks.ShouldBe(60);
        again.Clips[0].Play.Events.ShouldBe(report.Clips[0].Play.Events);
    }

    [Fact]
    public async Task A_clip_on_which_nothing_happens_comes_round_for_as_long_as_asked()
    {
        // The corner without its truth's problems, asked only for what never happens there.
        var corner = ClipTruthFile.Read(DemoClips.Folder("bin-corner.mp4"));
        var quiet = corner with { Zones = [corner.Zones[0] with { Classes = ["bicycle-rack", "manhole-open"], Problem = "manhole-open" }], Expected = [] };
        var report = await EventEvaluation.RunAsync([quiet], [], TimeSpan.FromSeconds(70), _ => { }, CancellationToken.None);

        report.Quiet.ShouldSatisfyAllConditions(
            exposure => exposure.Played.TotalSeconds.ShouldBe(70, 1.5),
            exposure => exposure.Footage.TotalSeconds.ShouldBe(60, 0.1),
            exposure => exposure.False.ShouldBe(0));
        report.Mistakes().Single().ShouldContain("bicycle-rack");
    }

    [Fact]
    public void Without_events_the_verb_asks_for_what_it_asked_before()
    {
        CommandLine.Create().Parse("eval --events --clips somewhere --hours 0.5 --models a,b").Errors.ShouldBeEmpty();
        CommandLine.Create().Parse("eval").Errors.ShouldNotBeEmpty();
    }
}
