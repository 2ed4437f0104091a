using EdgeWatch.Bench.Dedup;
using EdgeWatch.Bench.Dedup.City;
using EdgeWatch.Bench.Dedup.Trace;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeWatch.Tests.Bench;

public sealed class CityTraceTests
{
    private static readonly List<Delivery> Trace = [.. new CityTrace(new DistrictPlan(), 7, 3).Play()];

    [Fact]
    public void The_same_seed_gives_the_same_days_and_another_seed_others()
    {
        Ids(7).ShouldBe(Trace.Take(200).Select(delivery => delivery.Candidate.Id));
        Ids(8).ShouldNotBe(Ids(7));

        static List<Guid> Ids(int seed) => [.. new CityTrace(new DistrictPlan(), seed, 3).Play().Take(200).Select(delivery => delivery.Candidate.Id)];
    }

    [Fact]
    public void Messages_arrive_in_the_order_of_their_arrival_and_never_before_they_were_sent()
    {
        Trace.Zip(Trace.Skip(1)).ShouldAllBe(pair => pair.First.At <= pair.Second.At);
        var skew = new CityTrace(new DistrictPlan(), 7, 3).District.Agents.ToDictionary(agent => agent.Id, agent => agent.Skew);
        Trace.ShouldAllBe(delivery => delivery.At >= delivery.Candidate.Time - skew[delivery.Candidate.Source.Split('/', StringSplitOptions.None)[2]]);
    }

    [Fact]
    public void Every_candidate_is_one_that_the_bridge_takes() =>
        Trace.Select(delivery => CandidateValidator.Flaw(delivery.Candidate, delivery.Candidate.Source.Split('/')[2])).ShouldAllBe(flaw => flaw == null);

    [Fact]
    public void A_fifth_comes_again_and_some_come_out_of_order()
    {
        (Trace.Count(delivery => delivery.Repeated) / (double)Trace.Count(delivery => !delivery.Repeated)).ShouldBeInRange(0.2, 0.3);
        Trace.GroupBy(delivery => delivery.Candidate.Id).ShouldAllBe(same => same.Count(delivery => !delivery.Repeated) == 1);
        var first = Trace.Where(delivery => !delivery.Repeated).ToList();
        first.GroupBy(delivery => delivery.Candidate.Data.Incident).Count(steps => !steps.Select(step => step.Candidate.Data.Sequence).SequenceEqual(Enumerable.Range(1, steps.Count()))).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_watch_has_one_finding_at_a_time_that_is_opened_once_and_cleared_at_most_once()
    {
        foreach (var steps in Trace.Where(delivery => !delivery.Repeated).GroupBy(delivery => delivery.Candidate.Data.Incident))
        {
            steps.Select(step => step.Origin).Distinct().Count().ShouldBe(1);
            steps.Select(step => step.Candidate.Data.Sequence).Order().ShouldBe(Enumerable.Range(1, steps.Count()));
            steps.Count(step => step.Candidate.Type == CandidateTypes.Opened).ShouldBe(1);
            steps.Count(step => step.Candidate.Type == CandidateTypes.Cleared).ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void The_days_hold_what_makes_deduplication_hard()
    {
        var real = Trace.Where(delivery => delivery.Origin.IsReal).GroupBy(delivery => delivery.Origin).ToList();
        real.Count(problem => problem.Select(step => step.Candidate.Source).Distinct().Count() > 1).ShouldBeGreaterThan(real.Count / 4);
        real.Count(problem => problem.GroupBy(step => (step.Candidate.Source, step.Candidate.Data.Judgement.Zone)).Any(watch => watch.Select(step => step.Candidate.Data.Incident).Distinct().Count() > 1))
            .ShouldBeGreaterThan(real.Count / 20);
        real.ShouldContain(problem => problem.Any(step => step.Candidate.Source.Contains("/sensors/")) && problem.Any(step => step.Candidate.Source.Contains("/cameras/")));
        Trace.ShouldContain(delivery => delivery.Origin.Kind == OriginKind.Noise);
        Trace.Select(delivery => delivery.Candidate.Data.Place!.From).Distinct().ShouldBe(["register", "calibration", "zone", "camera"], ignoreOrder: true);
    }

    [Fact]
    public void The_error_radius_of_a_calibrated_camera_holds_about_95_of_100_places()
    {
        var dice = new Dice(3);
        var cameras = new District(new DistrictPlan(), dice).Cameras.Where(camera => camera.Placing == Placing.Calibrated).ToList();
        var zone = new Zone("any", null, default, 1);
        var within = 0;
        for (var trial = 0; trial < 4000; trial++)
        {
            var camera = dice.Of(cameras);
            var at = camera.At + (camera.Along * dice.Between(6, 58));
            var place = camera.PlaceOf(at, zone, dice);
            var truth = at.ToPlace(1, "truth");
            var metres = CaseBridge.Deduplication.ReportedPlace.ToWgs84(place).DistanceTo(CaseBridge.Deduplication.ReportedPlace.ToWgs84(truth));
            within += metres <= place.ErrorRadius ? 1 : 0;
        }

        (within / 4000.0).ShouldBeInRange(0.92, 0.98);
    }
}
