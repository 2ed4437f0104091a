using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Tests.Sensors;

/// <summary>The agent is ended and started at every moment of a story: the story ends the same.</summary>
public sealed class SensorMemoryTests
{
    private static readonly (double Second, double Tilt)[] Story =
        [(0, 0.5), (100, 30), (101, 0.4), (200, 33), (290, 28), (400, 12), (500, 3), (520, 2), (900, 1), (1000, 50), (1300, 1)];

    [Theory]
    [InlineData("tilt", 2)]
    [InlineData("tilt", 150)]
    [InlineData("rate", 0)]
    public void A_start_at_any_moment_neither_loses_nor_repeats_a_finding(string rule, double forSeconds)
    {
        var options = rule == "rate"
            ? new ReadingRuleOptions { Rule = "rate", Quantity = "tilt", Above = 500, Over = TimeSpan.FromSeconds(600), Problem = Problems.CoverMoved }
            : new ReadingRuleOptions { Rule = "tilt", For = TimeSpan.FromSeconds(forSeconds) };
        var whole = Play(options, Story.Length + 1);
        whole.ShouldNotBeEmpty();
        for (var end = 0; end <= Story.Length; end++)
            Play(options, end).ShouldBe(whole, $"ended after {end} readings");
    }

    [Fact]
    public void A_finding_whose_candidate_was_recorded_just_before_the_end_is_not_opened_again_though_nothing_else_is_remembered()
    {
        var before = new Post(new() { Rule = "tilt" }).Listen(0);
        before.Say(10, Quantity.Tilt, 40);
        before.Pass(20);
        var open = before.Announced.ShouldHaveSingleItem().Change.State;

        var after = new Post(new() { Rule = "tilt" }, memory: null, restored: open).Listen(100);
        after.Say(110, Quantity.Tilt, 41);
        after.Say(200, Quantity.Tilt, 0.5);
        after.Pass(300);

        after.Steps("tilt").ShouldBe([(FindingStep.Cleared, 260)]);
        after.Announced[0].Change.State.Incident.ShouldBe(open.Incident);
        after.Announced[0].Change.State.Sequence.ShouldBe(2);
        after.Announced[0].Change.State.Since.ShouldBe(open.Since);
    }

    [Fact]
    public void A_finding_whose_rule_was_taken_out_of_the_settings_ends()
    {
        var before = new Post(new() { Rule = "tilt" }).Listen(0);
        before.Say(10, Quantity.Tilt, 40);
        before.Pass(20);

        var after = new Post(new() { Rule = "battery" }, restored: before.Announced[0].Change.State).Listen(100);
        after.Announced.ShouldHaveSingleItem().Change.Step.ShouldBe(FindingStep.Cleared);
    }

    [Fact]
    public void Memory_that_is_damaged_is_refused_and_memory_of_another_rule_is_left_alone()
    {
        var post = new Post(new() { Rule = "tilt" }).Listen(0);
        post.Say(10, Quantity.Tilt, 40);
        var memory = post.Sensor.Save();

        new Post(new() { Rule = "tilt" }).Sensor.Load(memory[..(memory.Length / 2)]).ShouldBeFalse();
        new Post(new() { Rule = "tilt" }).Sensor.Load([]).ShouldBeFalse();
        var other = new Post(new() { Rule = "fill" }, memory: memory).Listen(20);
        other.Pass(30);
        other.Announced.ShouldBeEmpty();
        other.Sensor.Latest(Quantity.Tilt)!.Value.Value.ShouldBe(40);
    }

    [Fact]
    public void A_sensor_remembers_no_more_than_a_few_kilobytes()
    {
        var post = new Post(new() { Rule = "tilt" }).Listen(0);
        for (var second = 0; second < 5000; second++)
            post.Say(second, Quantity.Tilt, second % 9);

        post.Sensor.Save().Length.ShouldBeLessThan(1024);
    }

    /// <summary>Plays the story, with an end and a start of the agent after so many readings.</summary>
    private static List<(FindingStep Step, int Sequence, double Second)> Play(ReadingRuleOptions rule, int end)
    {
        var (post, announced) = (new Post(rule).Listen(0), new List<(FindingStep, int, double)>());
        for (var i = 0; i <= Story.Length; i++)
        {
            if (i == end)
            {
                announced.AddRange(Announced(post));
                var open = post.Sensor.OpenFindings().ToArray();
                post = new Post(rule, memory: post.Sensor.Save(), restored: open).Listen(i == 0 ? 0 : Story[i - 1].Second);
            }

            if (i < Story.Length)
                post.Say(Story[i].Second, Quantity.Tilt, Story[i].Tilt);
        }

        post.Pass(2000);
        announced.AddRange(Announced(post));
        return announced;
    }

    private static IEnumerable<(FindingStep, int, double)> Announced(Post post) =>
        post.Announced.Select(finding => (finding.Change.Step, finding.Change.State.Sequence, (finding.SeenAt - Post.Begin).TotalSeconds));
}
