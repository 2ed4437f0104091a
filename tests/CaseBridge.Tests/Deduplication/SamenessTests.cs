using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Tests.Deduplication;

/// <summary>What time, picture and vague places say of whether two reports are one problem.</summary>
public class SamenessTests
{
    private const double MetreOfLat = 1 / Wgs84.MetresPerDegree;
    private readonly CandidateFactory _factory = new();

    private static Place At(double metresNorth, double errorRadius = 2, string from = "calibration") => new(116.397, 39.908 + (metresNorth * MetreOfLat), CoordinateSystems.Wgs84, errorRadius, from);

    private static CandidateEvent Seen(CandidateEvent candidate, TimeSpan later, Subject? subject = null) => candidate with
    {
        Data = candidate.Data with { SeenAt = candidate.Data.SeenAt + later, Since = candidate.Data.Since + later, Subjects = subject is null ? candidate.Data.Subjects : [subject] },
    };

    private static Decision Decide(CandidateEvent candidate, params IReadOnlyList<KnownCase> near) =>
        Deduplicator.Decide(LocatedCandidate.Locate(candidate), null, near, Sameness.Of(candidate.Data.Problem, 10), Circumstances.None);

    /// <summary>The case that a candidate opened, cleared after a while or going on.</summary>
    private static KnownCase Case(CandidateEvent opened, TimeSpan? clearedAfter = null, string state = CaseStates.Filed)
    {
        var located = LocatedCandidate.Locate(opened);
        var cleared = clearedAfter is { } after ? opened.Data.SeenAt + after : (DateTimeOffset?)null;
        return new KnownCase
        {
            Id = "c7", Number = 7, State = state, Problem = opened.Data.Problem, Component = opened.Data.Component,
            Lon = located.Place?.Lon, Lat = located.Place?.Lat, ErrorRadius = located.Place?.ErrorRadius,
            Since = opened.Data.Since.ToStore(), SeenAt = (cleared ?? opened.Data.SeenAt).ToStore(), ClearedAt = cleared.ToStore(),
            Reporters = [new Reporter(located.Source, located.Zone) { Since = opened.Data.Since, SaidAt = cleared ?? opened.Data.SeenAt, ClearedAt = cleared, Boxes = located.Boxes }],
        };
    }

    [Theory]
    [InlineData(CaseStates.Pending)]
    [InlineData(CaseStates.Filed)]
    public void What_was_seen_cleared_takes_a_report_within_its_window_and_is_linked_by_a_later_one(string state)
    {
        var opened = _factory.Opened(problem: Problems.RoadOccupied);
        var known = Case(opened, TimeSpan.FromHours(1), state);
        Decide(Seen(opened, TimeSpan.FromMinutes(60 + 30)), known).Reason.ShouldBe(DecisionReason.SameZone);
        Decide(Seen(opened, TimeSpan.FromMinutes(60 + 40)), known).ShouldSatisfyAllConditions(
            decision => decision.Reason.ShouldBe(DecisionReason.Recurrence), decision => decision.Compared.ShouldContain("was seen cleared at 2026-03-02 09:00:00Z"));
    }

    [Fact]
    public void A_finding_that_was_not_said_again_for_longer_than_agents_wait_has_ended_untold()
    {
        var opened = _factory.Opened(problem: Problems.RoadOccupied);
        Decide(Seen(opened, TimeSpan.FromHours(6)), Case(opened)).Reason.ShouldBe(DecisionReason.SameZone);
        Decide(Seen(opened, TimeSpan.FromHours(7)), Case(opened)).Reason.ShouldBe(DecisionReason.Recurrence);
    }

    [Fact]
    public void A_report_that_comes_late_joins_the_case_of_its_own_time()
    {
        var opened = _factory.Opened(problem: Problems.RoadOccupied);
        var today = Case(opened, TimeSpan.FromHours(1));
        Decide(Seen(opened, TimeSpan.FromDays(-1)), today).Reason.ShouldBe(DecisionReason.Recurrence);
        var yesterday = Case(Seen(opened, TimeSpan.FromDays(-1)), TimeSpan.FromHours(1)) with { Id = "c5", Number = 5 };
        Decide(Seen(opened, TimeSpan.FromDays(-1)), today, yesterday).Case!.Number.ShouldBe(5);
    }

    [Fact]
    public void Nothing_joins_beyond_the_longest_life_of_its_class()
    {
        var opened = _factory.Opened(problem: Problems.Garbage);
        var known = Case(opened) with { Since = opened.Data.SeenAt.AddDays(-15).ToStore() };
        Decide(Seen(opened, TimeSpan.FromHours(1)), known).Reason.ShouldBe(DecisionReason.Recurrence);
    }

    [Fact]
    public void Something_else_in_the_same_zone_is_another_problem()
    {
        var opened = _factory.Opened(problem: Problems.RoadOccupied);
        var elsewhere = opened.Data.Subjects[0] with { X1 = 0.80f, X2 = 0.97f };
        Decide(Seen(opened, TimeSpan.FromMinutes(70), elsewhere), Case(opened, TimeSpan.FromHours(1))).Reason.ShouldBe(DecisionReason.NewProblem);
    }

    [Fact]
    public void A_thing_over_the_line_between_two_zones_of_one_camera_is_one_problem()
    {
        var opened = _factory.Opened(zone: "near", problem: Problems.RoadOccupied);
        var beyond = _factory.Opened(zone: "far", problem: Problems.RoadOccupied);
        Decide(beyond with { Data = beyond.Data with { Subjects = opened.Data.Subjects } }, Case(opened)).Reason.ShouldBe(DecisionReason.SameSpot);
        Decide(beyond, Case(opened)).Reason.ShouldBe(DecisionReason.NewProblem);
    }

    [Fact]
    public void Where_places_are_vague_the_two_must_have_begun_together()
    {
        var opened = _factory.Opened(problem: Problems.RoadOccupied, place: At(0, 18, "zone"));
        var other = _factory.Opened("bridge-cam", problem: Problems.RoadOccupied, place: At(20));
        Decide(Seen(other, TimeSpan.FromMinutes(5)), Case(opened)).Compared.ShouldBe("20.0 m from case 7, 24.0 m allowed, and begun 5 min apart");
        Decide(Seen(other, TimeSpan.FromMinutes(15)), Case(opened)).Reason.ShouldBe(DecisionReason.NewProblem);
    }

    [Fact]
    public void A_cameras_own_place_says_where_its_pole_stands_and_the_problem_lies_before_it()
    {
        var opened = _factory.Opened(problem: Problems.RoadOccupied, place: At(0, 30, "camera"));
        Decide(_factory.Opened("bridge-cam", problem: Problems.RoadOccupied, place: At(55)), Case(opened)).Reason.ShouldBe(DecisionReason.SamePlace);
    }

    [Fact]
    public void A_better_place_does_not_lead_a_case_away_from_where_it_began()
    {
        var began = LocatedCandidate.Locate(_factory.Opened(problem: Problems.Garbage, place: At(0, 8))).Place!.Value;
        var opened = _factory.Opened(problem: Problems.Garbage, place: At(9));
        var known = Case(opened) with { AnchorLon = began.Lon, AnchorLat = began.Lat, AnchorRadius = began.ErrorRadius };
        Decide(_factory.Opened("b", problem: Problems.Garbage, place: At(10)), known).Reason.ShouldBe(DecisionReason.SamePlace);
        Decide(_factory.Opened("b", problem: Problems.Garbage, place: At(11.5)), known).Reason.ShouldBe(DecisionReason.NewProblem);
    }

    [Fact]
    public void What_a_camera_sees_again_says_nothing_of_when_the_thing_began()
    {
        var opened = _factory.Opened(problem: Problems.Garbage, place: At(0, 30, "camera"));
        var known = Case(opened);
        var again = known.Reporters[0] with { Since = opened.Data.Since.AddHours(2), SaidAt = opened.Data.SeenAt.AddHours(2) };
        var other = Seen(_factory.Opened("bridge-cam", problem: Problems.Garbage, place: At(5)), TimeSpan.FromHours(2));
        Decide(other, known with { Reporters = [known.Reporters[0], again] }).Reason.ShouldBe(DecisionReason.NewProblem);
        Decide(other, known with { Reporters = [known.Reporters[0], again with { Source = CandidateSource.Camera(_factory.Agent, "third") }] }).Reason.ShouldBe(DecisionReason.SamePlace);
    }

    [Theory]
    [InlineData(14, 10, true)]
    [InlineData(14, 25, false)]
    [InlineData(5, 25, true)]
    public void The_farther_apart_two_places_are_the_nearer_must_their_beginnings_lie(double metres, double minutes, bool joins)
    {
        var opened = _factory.Opened(problem: Problems.RoadOccupied, place: At(0, 15, "zone"));
        Decide(Seen(_factory.Opened("bridge-cam", problem: Problems.RoadOccupied, place: At(metres)), TimeSpan.FromMinutes(minutes)), Case(opened))
            .Reason.ShouldBe(joins ? DecisionReason.SamePlace : DecisionReason.NewProblem);
    }

    [Theory]
    [InlineData(5, 7, true)]
    [InlineData(5, 9, false)]
    [InlineData(20, 9, true)]
    public void What_two_cameras_ceased_to_see_at_once_is_gone_and_what_one_sees_there_soon_after_is_another_thing(int endsApart, int after, bool joins)
    {
        var opened = _factory.Opened(problem: Problems.RoadOccupied);
        var known = Case(opened, TimeSpan.FromHours(1));
        var ended = opened.Data.SeenAt.AddHours(1);
        var other = known.Reporters[0] with { Source = CandidateSource.Camera(_factory.Agent, "bridge-cam"), SaidAt = ended.AddMinutes(-endsApart), ClearedAt = ended.AddMinutes(-endsApart) };
        var again = Seen(opened, ended.AddMinutes(after) - opened.Data.Since);
        Decide(again, known).Reason.ShouldBe(DecisionReason.SameZone, "one camera's view may be blocked");
        Decide(again, known with { Reporters = [known.Reporters[0], other] }).Reason.ShouldBe(joins ? DecisionReason.SameZone : DecisionReason.Recurrence);
    }
}
