using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeWatch.CaseBridge.Tests.Deduplication;

/// <summary>What holds whatever arrives, in whatever order: on the real store. A failure prints the values and the seed to replay.</summary>
public class SamenessProperties
{
    private const double MetreOfLat = 1 / Wgs84.MetresPerDegree;

    /// <summary>Metres by which a distance in whole metres may come back from degrees larger or smaller: at the very edge of what is allowed either answer is right.</summary>
    private const double Rounding = 1e-6;

    /// <summary>Each run opens stores of its own.</summary>
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(20);

    /// <summary>One report: metres along a street, its error radius, its camera, and the order key by which it arrives.</summary>
    private sealed record Report(double Metres, int Radius, int Camera, int Key)
    {
        public CandidateEvent ToCandidate(CandidateFactory factory) => factory.Opened(
            $"camera-{Camera}", problem: Problems.Garbage, place: new Place(116.397, 39.908 + (Metres * MetreOfLat), CoordinateSystems.Wgs84, Radius, "calibration"));
    }

    private static Gen<Report> Reports(int span) =>
        from centimetres in Gen.Choose(0, span * 100)
        from radius in Gen.Choose(1, 9)
        from camera in Gen.Choose(1, 12)
        from key in Gen.Choose(0, 1000)
        select new Report(centimetres / 100.0, radius, camera, key);

    [Fact]
    public void However_dense_a_chain_of_reports_none_joins_a_case_farther_from_its_beginning_than_is_allowed() => Prop.ForAll(Reports(40).ListOf(15).ToArbitrary(), reports =>
    {
        using var intake = new TestIntake();
        var factory = new CandidateFactory();
        var candidates = reports.Select(report => report.ToCandidate(factory)).ToList();
        intake.TakeAsync(candidates).GetAwaiter().GetResult();
        var radius = Sameness.Of(Problems.Garbage, 10).Radius;
        var first = new Dictionary<string, Wgs84>();
        foreach (var candidate in candidates)
        {
            var place = LocatedCandidate.Locate(candidate).Place!.Value;
            var row = intake.Store.Read(transaction => transaction.One<string>(
                "SELECT case_id || ' ' || decision FROM case_events WHERE event = @id", new { id = candidate.Id.ToString("D") }))!.Split(' ');
            if (first.TryAdd(row[0], place) || row[1] != nameof(DecisionReason.SamePlace))
                continue;
            place.DistanceTo(first[row[0]]).ShouldBeLessThanOrEqualTo(radius + place.ErrorRadius + first[row[0]].ErrorRadius + 1e-6);
        }
    }).Check(Runs);

    [Fact]
    public void Well_separated_problems_give_as_many_cases_in_whatever_order_their_reports_arrive() => Prop.ForAll(Reports(2).ListOf(12).ToArbitrary(), reports =>
    {
        // Places 60 m apart: far more than any two error radii here.
        var factory = new CandidateFactory();
        var placed = reports.Select((report, index) => (report.Key, Candidate: (report with { Metres = report.Metres + (60 * (report.Camera % 4)), Camera = index }).ToCandidate(factory))).ToList();
        var cases = new List<int>();
        foreach (var order in new[] { placed, [.. placed.OrderBy(one => one.Key)], Enumerable.Reverse(placed).ToList() })
        {
            using var intake = new TestIntake();
            intake.TakeAsync([.. order.Select(one => one.Candidate)]).GetAwaiter().GetResult();
            cases.Add(intake.Cases.Count);
        }

        cases.ShouldAllBe(count => count == reports.Select(report => report.Camera % 4).Distinct().Count());
    }).Check(Runs);

    [Fact]
    public void Delivering_any_part_again_changes_nothing() => Prop.ForAll(Reports(60).ListOf(12).ToArbitrary(), reports =>
    {
        using var intake = new TestIntake();
        var factory = new CandidateFactory();
        var candidates = reports.Select(report => report.ToCandidate(factory)).ToList();
        intake.TakeAsync(candidates).GetAwaiter().GetResult();
        var before = intake.Cases.Select(known => (known.Id, known.Reports, known.SeenAt, known.Place)).ToList();
        intake.TakeAsync([.. reports.Zip(candidates).Where(pair => pair.First.Key % 2 == 0).OrderBy(pair => pair.First.Key).Select(pair => pair.Second)]).GetAwaiter().GetResult();
        intake.Cases.Select(known => (known.Id, known.Reports, known.SeenAt, known.Place)).ShouldBe(before);
    }).Check(Runs);

    [Fact]
    public void Whatever_is_known_of_a_case_another_camera_joins_it_only_within_the_radius_and_both_errors_of_its_place_and_of_its_beginning() => Prop.ForAll(
        (from metres in Gen.Choose(0, 150)
         from radius in Gen.Choose(1, 130)
         from placed in Gen.Choose(1, 130)
         from anchored in Gen.Choose(1, 130)
         from anchor in Gen.Choose(0, 80)
         from minutes in Gen.Choose(0, 90)
         select (Metres: metres, Radius: radius, Placed: placed, Anchored: anchored, Anchor: anchor, Minutes: minutes)).ToArbitrary(), drawn =>
    {
        var factory = new CandidateFactory();
        Place At(int metres, int errorRadius) => new(116.397, 39.908 + (metres * MetreOfLat), CoordinateSystems.Wgs84, errorRadius, "zone");
        var candidate = LocatedCandidate.Locate(factory.Opened("b", problem: Problems.Garbage, place: At(drawn.Metres, drawn.Radius)));
        var (place, began) = (At(0, drawn.Placed).ToWgs84(), At(drawn.Anchor, drawn.Anchored).ToWgs84());
        var since = candidate.Data.Since.AddMinutes(-drawn.Minutes);
        var known = new KnownCase
        {
            Id = "c7", Number = 7, Problem = Problems.Garbage, Since = since.ToStore(), SeenAt = candidate.Data.SeenAt.ToStore(), Lon = place.Lon, Lat = place.Lat, ErrorRadius = drawn.Placed,
            AnchorLon = began.Lon, AnchorLat = began.Lat, AnchorRadius = drawn.Anchored, Reporters = [new Reporter(CandidateSource.Camera("street-1", "a"), "kerb") { Since = since, SaidAt = candidate.Data.SeenAt }],
        };
        var sameness = Sameness.Of(Problems.Garbage, 10);
        var joins = Deduplicator.Decide(candidate, null, [known], sameness, Circumstances.None).Reason == DecisionReason.SamePlace;
        bool IsWithin(double rounding) => drawn.Metres <= sameness.Radius + drawn.Radius + drawn.Placed + rounding
            && Math.Abs(drawn.Metres - drawn.Anchor) <= sameness.Radius + drawn.Radius + drawn.Anchored + rounding;
        if (joins)
            (IsWithin(Rounding) && Math.Max(drawn.Radius, drawn.Placed) <= Deduplicator.VaguestPlace).ShouldBeTrue();
        if (IsWithin(-Rounding) && drawn.Minutes <= 1 && Math.Max(drawn.Radius, Math.Max(drawn.Placed, drawn.Anchored)) <= Deduplicator.VaguestPlace && drawn.Radius + drawn.Placed > 40)
            joins.ShouldBeTrue("begun at once, so that distance alone decides");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
