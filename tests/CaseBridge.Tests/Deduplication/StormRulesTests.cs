using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Deduplication;

/// <summary>When many cases at once are one storm.</summary>
public class StormRulesTests
{
    private static readonly DateTimeOffset Rain = new(2026, 7, 4, 15, 0, 0, TimeSpan.Zero);

    private static List<LooseCase> Cases(int count, double secondsApart, int sources) =>
        [.. Enumerable.Range(0, count).Select(number => new LooseCase($"case-{number}", $"box/camera/{number % sources}", Rain.AddSeconds(number * secondsApart)))];

    [Fact]
    public void Twenty_sources_within_a_quarter_of_an_hour_are_a_storm_where_one_or_two_cases_are_usual()
    {
        var found = StormRules.Find(Cases(20, 40, 20), _ => 2).ShouldNotBeNull();

        found.Members.Members.Count.ShouldBe(20);
        (found.Members.From, found.Members.Until, found.Usual).ShouldBe((Rain, Rain.AddSeconds(19 * 40), 2));
    }

    [Theory]
    [InlineData(19, 1, 19, 0)]
    [InlineData(60, 1, 19, 0)]
    [InlineData(20, 60, 20, 0)]
    [InlineData(40, 10, 40, 9)]
    public void Few_sources_or_a_slow_coming_or_what_is_usual_at_that_hour_is_none(int count, double secondsApart, int sources, double usual) =>
        StormRules.Find(Cases(count, secondsApart, sources), _ => usual).ShouldBeNull();

    [Fact]
    public void What_begins_within_the_window_of_a_storm_joins_it_and_what_begins_after_a_pause_does_not()
    {
        var storm = new OpenStorm("storm", Rain, Rain.AddMinutes(10));
        LooseCase At(string id, double minutes) => new(id, id, Rain.AddMinutes(minutes));

        var joined = StormRules.Join(storm, [At("after a pause", 54), At("chained", 38), At("late", 24), At("before", -14), At("long before", -16)]).ShouldNotBeNull();

        joined.Members.ShouldBe(["before", "late", "chained"]);
        (joined.From, joined.Until).ShouldBe((Rain.AddMinutes(-14), Rain.AddMinutes(38)));
        StormRules.Join(storm, [At("after a pause", 54)]).ShouldBeNull();
    }

    [Fact]
    public void A_storm_ends_after_six_hours_however_steadily_cases_come()
    {
        var storm = new OpenStorm("storm", Rain, Rain.AddHours(5.9));

        StormRules.Join(storm, [new LooseCase("in time", "a", Rain.AddHours(5.95)), new LooseCase("too late", "b", Rain.AddHours(6.05))])!.Members.ShouldBe(["in time"]);
    }

    [Theory]
    [InlineData(Problems.Garbage, true)]
    [InlineData(Problems.WaterLevel, true)]
    [InlineData(Problems.ManholeOpen, false)]
    [InlineData(Problems.ManholeAbsent, false)]
    [InlineData(Problems.CoverMoved, false)]
    public void An_open_cover_is_never_one_of_a_hundred(string problem, bool may) => StormRules.MayGroup(problem).ShouldBe(may);
}
