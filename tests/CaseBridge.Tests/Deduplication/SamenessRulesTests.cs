using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Tests.Cities;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Deduplication;

/// <summary>What a city's profile changes in the deduplication.</summary>
public sealed class SamenessRulesTests : IDisposable
{
    private const string Cover = "3599010102000001";
    private const string Grate = "3599010104000001";

    private readonly CandidateFactory _factory = new();

    private readonly City _city = new(ExampleCity.Options with
    {
        Sameness = new() { Radius = 25, Window = TimeSpan.FromHours(5) },
        Suppression = new() { RejectedFor = TimeSpan.FromHours(6), ClearChange = 0.05 },
        Rules =
        [
            new() { Problem = Problems.Garbage, Sameness = new() { Radius = 4, Window = TimeSpan.FromMinutes(40), MaximumLife = TimeSpan.FromDays(3), RecallWithin = TimeSpan.FromDays(9) } },
            new() { Problem = Problems.ManholeOpen, Sameness = new() { Radius = 2 } },
            new() { Kind = "matter", Code = "01004", Sameness = new() { Radius = 6 } },
        ],
    });

    private TestIntake? _intake;

    public void Dispose() => _intake?.Dispose();

    [Fact]
    public void A_rule_of_the_profile_sets_radius_window_longest_life_and_recall_and_leaves_the_rest_as_it_is_known()
    {
        var usual = Sameness.Of(Problems.Garbage, 10);

        new SamenessRules(10, _city).Of(Problems.Garbage, null).ShouldBe(usual with
        {
            Radius = 4, Window = TimeSpan.FromMinutes(40), MaximumLife = TimeSpan.FromDays(3), RecallWithin = TimeSpan.FromDays(9), QuietAfterRejection = TimeSpan.FromHours(6),
        });
    }

    [Fact]
    public void A_rule_of_the_class_of_the_component_goes_before_that_of_the_problem()
    {
        var rules = new SamenessRules(10, _city);

        rules.Of(Problems.ManholeOpen, Cover).Radius.ShouldBe(2);
        rules.Of(Problems.ManholeOpen, Grate).Radius.ShouldBe(6);
        rules.Of(Problems.ManholeOpen, Grate).ShouldBeSameAs(rules.Of(Problems.ManholeOpen, Grate[..^1] + "2"), "it is worked out once for a class");
    }

    [Fact]
    public void The_profile_s_own_figures_hold_for_what_nothing_is_known_of()
    {
        var rules = new SamenessRules(10, _city);

        rules.Of("banner", null).ShouldSatisfyAllConditions(banner => banner.Radius.ShouldBe(25), banner => banner.Window.ShouldBe(TimeSpan.FromHours(5)));
        rules.Of(Problems.RoadOccupied, null).Window.ShouldBe(Sameness.Of(Problems.RoadOccupied, 10).Window);
        new SamenessRules(17, null).Of("banner", null).Radius.ShouldBe(17);
    }

    [Fact]
    public void A_city_may_keep_quiet_longer_after_a_rejection_but_an_open_cover_a_day_at_most()
    {
        var rules = new SamenessRules(10, new City(ExampleCity.Options with { Suppression = new() { RejectedFor = TimeSpan.FromDays(90) } }));

        rules.Of(Problems.Garbage, null).QuietAfterRejection.ShouldBe(TimeSpan.FromDays(90));
        rules.Of(Problems.ManholeOpen, null).QuietAfterRejection.ShouldBe(TimeSpan.FromDays(1));
    }

    [Theory]
    [InlineData(0.04, 1)]
    [InlineData(0.06, 2)]
    public async Task By_how_much_clearer_a_rejected_spot_must_be_to_be_told_again_is_the_city_s_to_say(double clearer, int cases)
    {
        var rules = new SamenessRules(10, _city);
        _intake = new TestIntake(rules: rules);
        var opened = _factory.Opened("crossing", "kerb", Problems.Garbage);
        await _intake.TakeAsync(opened, _factory.Cleared(opened));
        _intake.Store.Write(transaction => transaction.Judge(
            $"{_intake.Cases[0].Id:D}", new Verdict { Kind = VerdictKinds.Reject, Actor = "li", Reason = "a statue" }, _factory.Start, rules)).Result.ShouldBe(VerdictResult.Accepted);

        var again = _factory.Opened("crossing", "kerb", Problems.Garbage);
        await _intake.TakeAsync(again with { Data = again.Data with { Score = opened.Data.Score + (float)clearer } });

        _intake.Cases.Count.ShouldBe(cases);
    }
}
