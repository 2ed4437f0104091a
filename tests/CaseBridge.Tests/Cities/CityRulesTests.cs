using EdgeWatch.CaseBridge.Calendar;
using EdgeWatch.CaseBridge.Cities;

namespace EdgeWatch.CaseBridge.Tests.Cities;

public class CityRulesTests
{
    [Fact]
    public void The_example_is_without_a_mistake() => CityRules.Check(ExampleCity.Options).ShouldBeEmpty();

    [Fact]
    public void Every_mistake_is_named_at_once_with_its_key_and_remedy()
    {
        var city = ExampleCity.Options with
        {
            Standard = "GB 30428",
            SecondStandard = "GB/T 30428.2-2013",
            Calendar = new()
            {
                Hours = ["08:00-12:00", "11:00-18:00"],
                Holidays = [new() { Name = "国庆节", First = "2026-10-01", Last = "2026-09-30", Workdays = ["2026-10-09", "soon"] }],
            },
            Sameness = new() { Window = TimeSpan.FromDays(2), MaximumLife = TimeSpan.FromDays(1) },
            Recheck = new() { After = TimeSpan.FromMinutes(-1), Looks = 3, Agreeing = 4, Within = TimeSpan.FromMinutes(3) },
            Extensions = [new() { Standard = "GB/T 30428.2-2013", Kind = "event", Code = "0409", Zh = "停放" }, new() { Standard = "GB/T 30428.2-2013", Kind = "matter", Code = "04961", Zh = "停放", Parent = "0777", Problems = ["litter"] }],
            Rules = [new() { Problem = "litter", Filing = [new() { When = "x", Closing = "y", Limit = "soon" }] }, new() { Problem = "garbage" }, new() { Kind = "event" }],
        };

        CityRules.Check(city).Select(problem => problem.Key).ShouldBe(
        [
            "standard", "calendar.hours", "calendar.holidays[0].last", "calendar.holidays[0].workdays[0]", "calendar.holidays[0].workdays[1]", "sameness.maximumLife", "recheck.agreeing", "recheck.after", "recheck.within",
            "extensions[0].code", "extensions[1].kind", "extensions[1].code", "extensions[1].parent", "extensions[1].problems[0]",
            "rules[0].problem", "rules[0].filing[0].limit", "rules[1].filing", "rules[2]", "rules[2].filing",
        ], ignoreOrder: true);
    }

    [Fact]
    public void A_rule_of_the_class_goes_before_a_rule_of_the_problem()
    {
        var city = new City(ExampleCity.Options);

        city.Filing("manhole-open", null).Select(condition => condition.Limit).ShouldBe([new TimeLimit(2, LimitKind.UrgentHours), new TimeLimit(4, LimitKind.WorkingHours)]);
        city.Filing("manhole-open", "3599010104000001").ShouldHaveSingleItem().Closing.ShouldBe("疏通");
        city.Filing("garbage", null).ShouldBeEmpty();
        city.SamenessRule("manhole-open", "3599010104000001")!.Radius.ShouldBe(3);
        city.SamenessRule("garbage", null).ShouldBeNull();
    }

    [Fact]
    public void A_season_may_reach_over_the_turn_of_the_year()
    {
        var calendar = CityCalendar.Of(new CalendarOptions { Seasons = [new() { First = "11-01", Last = "02-28", Hours = ["09:00-12:00"] }] });
        var eight = new DateTimeOffset(2026, 1, 6, 8, 30, 0, TimeSpan.FromHours(8));

        calendar.IsWorking(eight).ShouldBeFalse();
        calendar.IsWorking(eight.AddMonths(2)).ShouldBeTrue();
        calendar.IsWorking(eight.AddMonths(10)).ShouldBeFalse();
    }
}
