using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Tests.Deduplication;

/// <summary>Seeded: a failing round prints its seed.</summary>
public class OneProblemOneCaseTests
{
    private const double MetreOfLat = 1 / Wgs84.MetresPerDegree;

    [Fact]
    public async Task The_order_in_which_reports_arrive_does_not_change_the_number_of_cases()
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            var random = new Random(seed);
            var (reports, problems) = Street(random);
            for (var order = 0; order < 3; order++)
            {
                random.Shuffle(reports);
                using var intake = new TestIntake();
                await intake.TakeAsync(reports);
                intake.Cases.Count.ShouldBe(problems, $"seed {seed}, order {order}");
                intake.Cases.Sum(found => found.Reports).ShouldBe(reports.Length, $"seed {seed}, order {order}");
                intake.Cases.Count(found => found.ClearedAt is not null).ShouldBe(Cleared(reports), $"seed {seed}, order {order}");
            }
        }
    }

    [Fact]
    public async Task Delivering_everything_again_in_any_order_changes_nothing()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var random = new Random(seed);
            var (reports, _) = Street(random);
            using var intake = new TestIntake();
            await intake.TakeAsync(reports);
            var before = intake.Cases.Select(found => (found.Id, found.Reports, found.SeenAt, found.ClearedAt, found.Evidence)).ToList();
            random.Shuffle(reports);
            foreach (var report in reports)
                await intake.TakeAsync(report, report);
            intake.Cases.Select(found => (found.Id, found.Reports, found.SeenAt, found.ClearedAt, found.Evidence)).ShouldBe(before, $"seed {seed}");
            intake.Mqtt.Committed.Distinct().Count().ShouldBe(reports.Length);
        }
    }

    /// <summary>Places a kilometre apart, each with one problem that one to three cameras see within five metres, some from opened to cleared.</summary>
    private static (CandidateEvent[] Reports, int Problems) Street(Random random)
    {
        var factory = new CandidateFactory();
        var reports = new List<CandidateEvent>();
        var places = random.Next(2, 6);
        for (var place = 0; place < places; place++)
        {
            for (var camera = random.Next(1, 4); camera > 0; camera--)
            {
                var where = new Place(116.397, 39.908 + (((place * 1000) + (random.NextDouble() * 5)) * MetreOfLat), CoordinateSystems.Wgs84, 3 + random.Next(10), "calibration");
                var step = factory.Opened($"camera-{place}-{camera}", place: where, score: 0.5f + (random.NextSingle() / 2));
                reports.Add(step);
                for (var more = random.Next(0, 3); more > 0; more--)
                    reports.Add(step = factory.Updated(step, score: random.NextSingle()));
                if (random.Next(2) == 0)
                    reports.Add(factory.Cleared(step));
            }
        }

        return ([.. reports], places);
    }

    private static int Cleared(CandidateEvent[] reports) => reports
        .GroupBy(report => (int)Math.Round((report.Data.Place!.Lat - 39.908) / MetreOfLat / 1000))
        .Count(place => place.GroupBy(report => report.Data.Incident).All(finding => finding.Any(report => report.Type == CandidateTypes.Cleared)));
}
