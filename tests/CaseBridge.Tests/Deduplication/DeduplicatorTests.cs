using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Tests.Deduplication;

public class DeduplicatorTests
{
    private const double MetreOfLat = 1 / Wgs84.MetresPerDegree;
    private static readonly Sameness Loose = new(10, 200, TimeSpan.FromMinutes(10), TimeSpan.FromHours(24), TimeSpan.FromDays(30), TimeSpan.FromDays(30), TimeSpan.FromDays(14));
    private readonly CandidateFactory _factory = new();

    private static Place At(double metresNorth, double errorRadius = 5) => new(116.397, 39.908 + (metresNorth * MetreOfLat), CoordinateSystems.Wgs84, errorRadius, "calibration");

    private Decision Decide(CandidateEvent candidate, params IReadOnlyList<KnownCase> near) => Deduplicator.Decide(LocatedCandidate.Locate(candidate), null, near, Loose, Circumstances.None);

    private KnownCase Known(string state = CaseStates.Pending, string camera = "crossing", string zone = "kerb", Place? place = null, string? component = null, string problem = Problems.BinOverflow)
    {
        var where = place is null ? (Wgs84?)null : place.ToWgs84();
        return new KnownCase
        {
            Id = "c7", Number = 7, Since = _factory.Start.ToStore(), SeenAt = _factory.Start.ToStore(), State = state, Problem = problem, Component = component, Reporters = [new Reporter(CandidateSource.Camera(_factory.Agent, camera), zone)],
            Lon = where?.Lon, Lat = where?.Lat, ErrorRadius = where?.ErrorRadius,
            DecidedAt = state is CaseStates.Pending ? null : _factory.Start.AddHours(-1).ToStore(),
        };
    }

    [Fact]
    public void Nothing_near_makes_a_new_case() => Decide(_factory.Opened()).Reason.ShouldBe(DecisionReason.NewProblem);

    [Fact]
    public void The_same_zone_of_the_same_camera_joins_without_a_coordinate() => Decide(_factory.Opened(), Known()).Reason.ShouldBe(DecisionReason.SameZone);

    [Fact]
    public void Another_zone_of_the_same_camera_is_another_place_though_both_bear_the_cameras_coordinate() =>
        Decide(_factory.Opened(zone: "gate", place: At(0, 30)), Known(place: At(0, 30))).Reason.ShouldBe(DecisionReason.NewProblem);

    [Fact]
    public void Another_problem_in_the_same_zone_is_another_case() => Decide(_factory.Opened(problem: Problems.Garbage), Known()).Reason.ShouldBe(DecisionReason.NewProblem);

    [Fact]
    public void An_open_manhole_and_its_missing_cover_are_one_problem() =>
        Decide(_factory.Opened(problem: Problems.ManholeAbsent), Known(problem: Problems.ManholeOpen)).Reason.ShouldBe(DecisionReason.SameZone);

    [Fact]
    public void A_case_that_was_corrected_still_takes_what_was_reported_before() =>
        Decide(_factory.Opened(problem: Problems.Garbage), Known(CaseStates.Filed) with { CorrectedFrom = Problems.Garbage }).Reason.ShouldBe(DecisionReason.SameZone);

    [Fact]
    public void One_component_seen_by_two_cameras_is_one_case() =>
        Decide(_factory.Opened("bridge-cam", component: "1101010103000001"), Known(camera: "crossing", component: "1101010103000001")).Reason.ShouldBe(DecisionReason.SameComponent);

    [Fact]
    public void Two_registered_components_side_by_side_are_two_cases() =>
        Decide(_factory.Opened(component: "1101010103000001", place: At(0)), Known(component: "1101010103000002", place: At(1))).Reason.ShouldBe(DecisionReason.NewProblem);

    [Theory]
    [InlineData(19.9, true)]
    [InlineData(20.1, false)]
    public void Another_camera_joins_within_the_radius_and_both_error_radii(double metres, bool joins)
    {
        var decision = Decide(_factory.Opened("bridge-cam", place: At(metres)), Known(place: At(0)));
        decision.Reason.ShouldBe(joins ? DecisionReason.SamePlace : DecisionReason.NewProblem);
        if (joins)
            decision.Compared.ShouldBe("19.9 m from case 7, 20.0 m allowed, and begun 2 min apart");
    }

    [Fact]
    public void A_place_known_too_vaguely_is_not_compared() =>
        Decide(_factory.Opened("bridge-cam", place: At(0, 500)), Known(place: At(0))).Reason.ShouldBe(DecisionReason.NewProblem);

    [Fact]
    public void The_nearest_of_two_open_cases_is_joined()
    {
        var near = Known(camera: "b", place: At(2)) with { Id = "c9", Number = 9 };
        Decide(_factory.Opened("c", place: At(0)), Known(place: At(8)), near).Case!.Number.ShouldBe(9);
    }

    [Fact]
    public void A_new_finding_where_a_case_was_rejected_is_a_new_case_that_links_it()
    {
        var decision = Decide(_factory.Opened(), Known(CaseStates.Rejected));
        decision.Reason.ShouldBe(DecisionReason.Recurrence);
        decision.Opens.ShouldBeTrue();
        decision.Case!.Number.ShouldBe(7);
        decision.Compared.ShouldContain("rejected since 2026-03-02 07:00:00Z");
    }

    [Fact]
    public void A_filed_case_takes_further_findings() => Decide(_factory.Opened(), Known(CaseStates.Filed)).Reason.ShouldBe(DecisionReason.SameZone);

    [Theory]
    [InlineData(23, true)]
    [InlineData(25, false)]
    public void A_filed_case_that_was_seen_cleared_takes_findings_for_a_day(int hours, bool joins)
    {
        var candidate = _factory.Opened();
        var cleared = Known(CaseStates.Filed) with { ClearedAt = candidate.Data.Since.AddHours(-hours).ToStore() };
        Decide(candidate, cleared).Reason.ShouldBe(joins ? DecisionReason.SameZone : DecisionReason.Recurrence);
    }

    [Fact]
    public void A_known_finding_goes_to_its_case_even_when_that_is_rejected()
    {
        var opened = _factory.Opened();
        var decision = Deduplicator.Decide(LocatedCandidate.Locate(_factory.Updated(opened)), new KnownIncident(Known(CaseStates.Rejected), 1), [], Loose, Circumstances.None);
        decision.Reason.ShouldBe(DecisionReason.SameIncident);
        decision.Case!.Number.ShouldBe(7);
    }

    [Fact]
    public void A_step_that_comes_after_a_later_one_is_stale() =>
        Deduplicator.Decide(LocatedCandidate.Locate(_factory.Opened()), new KnownIncident(Known(), 3), [], Loose, Circumstances.None).Reason.ShouldBe(DecisionReason.StaleUpdate);

    [Fact]
    public void A_coordinate_of_a_map_service_is_compared_after_conversion()
    {
        var (lon, lat) = Gcj02.FromWgs84(116.397, 39.908);
        var fromMap = new Place(lon, lat, CoordinateSystems.Gcj02, 5, "register");
        Decide(_factory.Opened("bridge-cam", place: fromMap), Known(place: At(0))).Compared.ShouldStartWith("0.0 m from case 7");
        Decide(_factory.Opened("bridge-cam", place: fromMap with { System = CoordinateSystems.Cgcs2000 }), Known(place: At(0))).Reason.ShouldBe(DecisionReason.NewProblem);
    }
}
