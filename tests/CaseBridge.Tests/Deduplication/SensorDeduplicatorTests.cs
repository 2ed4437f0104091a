using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Deduplication;

/// <summary>The decision where a sensor is on one side or both.</summary>
public class SensorDeduplicatorTests
{
    private const string Cover = "1101010101000017";
    private static readonly CandidateSource Gate = CandidateSource.Camera("street-1", "gate");
    private static readonly CandidateSource Tilt = CandidateSource.Sensor("street-1", "cover-17");
    private static readonly Place Here = new(116.397, 39.908, CoordinateSystems.Wgs84, 5, "register");
    private static readonly DateTimeOffset Start = new CandidateFactory().Start;
    private readonly CandidateFactory _factory = new();

    private static Decision Decide(CandidateEvent candidate, KnownCase known, params IReadOnlyList<Tie> ties) =>
        Deduplicator.Decide(LocatedCandidate.Locate(candidate) with { Ties = ties }, null, [known], new Sameness(10, 30, TimeSpan.FromMinutes(10), TimeSpan.FromHours(24), TimeSpan.FromDays(30), TimeSpan.FromDays(30), TimeSpan.FromDays(14)), Circumstances.None);

    private static KnownCase Known(string problem, string? component = null, bool placed = false, params IReadOnlyList<Reporter> reporters) => new()
    {
        Id = "c7", Number = 7, Since = Start.ToStore(), SeenAt = Start.ToStore(), Problem = problem, Component = component, Reporters = reporters,
        Lon = placed ? Here.Lon : null, Lat = placed ? Here.Lat : null, ErrorRadius = placed ? Here.ErrorRadius : null,
    };

    [Fact]
    public void A_moved_cover_joins_the_open_hole_that_a_camera_reported_at_the_same_component() =>
        Decide(_factory.OpenedBySensor(component: Cover), Known(Problems.ManholeOpen, Cover, false, new Reporter(Gate, "cover"))).Reason.ShouldBe(DecisionReason.SameComponent);

    [Fact]
    public void An_open_hole_joins_the_moved_cover_that_a_sensor_reported_at_the_same_component() =>
        Decide(_factory.Opened("gate", "cover", Problems.ManholeOpen, Cover), Known(Problems.CoverMoved, Cover, false, new Reporter(Tilt, "tilt"))).Reason.ShouldBe(DecisionReason.SameComponent);

    [Fact]
    public void A_full_bin_by_its_sensor_is_an_overflowing_bin_by_the_camera_beside_it() =>
        Decide(_factory.OpenedBySensor("bin-3", "fill-level", Problems.BinFull, place: Here), Known(Problems.BinOverflow, null, true, new Reporter(Gate, "bins"))).Reason.ShouldBe(DecisionReason.SamePlace);

    [Theory]
    [InlineData("cover", true)]
    [InlineData("crossing", false)]
    public void A_sensor_joins_what_the_camera_saw_in_the_zone_that_it_is_tied_to_and_in_no_other(string zone, bool joins) =>
        Decide(_factory.OpenedBySensor(place: Here), Known(Problems.ManholeOpen, null, true, new Reporter(Gate, zone)), new Tie(Gate, "cover")).Reason.ShouldBe(joins ? DecisionReason.TiedSource : DecisionReason.NewProblem);

    [Theory]
    [InlineData("cover", true)]
    [InlineData("crossing", false)]
    public void A_camera_joins_what_a_sensor_reported_in_the_zone_that_the_sensor_is_tied_to_and_in_no_other(string zone, bool joins) =>
        Decide(_factory.Opened("gate", zone, Problems.ManholeOpen, place: Here), Known(Problems.CoverMoved, null, true, new Reporter(Tilt, "tilt")), new Tie(Tilt, "cover")).Reason.ShouldBe(joins ? DecisionReason.TiedSource : DecisionReason.NewProblem);

    [Fact]
    public void One_sensor_is_one_thing_whatever_the_quantity() =>
        Decide(_factory.OpenedBySensor(quantity: "open"), Known(Problems.CoverMoved, null, false, new Reporter(Tilt, "tilt"))).Reason.ShouldBe(DecisionReason.SameSensor);

    [Fact]
    public void Two_sensors_side_by_side_are_two_things() =>
        Decide(_factory.OpenedBySensor("cover-18", place: Here), Known(Problems.CoverMoved, null, true, new Reporter(Tilt, "tilt"))).Reason.ShouldBe(DecisionReason.NewProblem);

    [Fact]
    public void Two_sensors_of_one_component_are_one_thing() =>
        Decide(_factory.OpenedBySensor("lid-17", "open", component: Cover), Known(Problems.CoverMoved, Cover, false, new Reporter(Tilt, "tilt"))).Reason.ShouldBe(DecisionReason.SameComponent);

    [Fact]
    public void A_camera_and_a_sensor_of_one_id_are_not_mixed_up() =>
        Decide(_factory.OpenedBySensor("gate", "cover"), Known(Problems.ManholeOpen, null, false, new Reporter(Gate, "cover"))).Reason.ShouldBe(DecisionReason.NewProblem);

    [Fact]
    public void A_zone_of_a_camera_that_joined_a_case_stays_another_place_than_its_other_zone() =>
        Decide(
            _factory.Opened("gate", "crossing", Problems.ManholeOpen, place: Here),
            Known(Problems.CoverMoved, null, true, new Reporter(Tilt, "tilt"), new Reporter(Gate, "cover"))).Reason.ShouldBe(DecisionReason.NewProblem);

    [Theory]
    [InlineData(Problems.SensorSilent)]
    [InlineData(Problems.SensorStuck)]
    [InlineData(Problems.BatteryLow)]
    public void A_fault_of_a_sensor_never_joins_a_problem_of_the_street_nor_the_other_way_round(string fault)
    {
        var reporter = new Reporter(Tilt, "tilt");
        Decide(_factory.OpenedBySensor(problem: fault, component: Cover, place: Here), Known(Problems.CoverMoved, Cover, true, reporter)).Reason.ShouldBe(DecisionReason.NewProblem);
        Decide(_factory.OpenedBySensor(component: Cover, place: Here), Known(fault, Cover, true, reporter)).Reason.ShouldBe(DecisionReason.NewProblem);
        Decide(_factory.OpenedBySensor(problem: fault, component: Cover), Known(Problems.CoverMoved, Cover, true, reporter) with { CorrectedFrom = fault }).Reason.ShouldBe(DecisionReason.NewProblem);
    }

    [Fact]
    public void Faults_of_one_sensor_are_one_case_and_those_of_two_are_two_also_at_one_component()
    {
        var known = Known(Problems.BatteryLow, Cover, true, new Reporter(Tilt, "battery"));
        Decide(_factory.OpenedBySensor(quantity: "silence", problem: Problems.SensorSilent, component: Cover), known).Reason.ShouldBe(DecisionReason.SameSensor);
        Decide(_factory.OpenedBySensor("lid-17", problem: Problems.SensorSilent, component: Cover, place: Here), known).Reason.ShouldBe(DecisionReason.NewProblem);
    }
}
