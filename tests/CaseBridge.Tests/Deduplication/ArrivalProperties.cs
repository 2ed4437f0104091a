using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeWatch.CaseBridge.Tests.Deduplication;

/// <summary>
/// What order and redelivery change, for each way by which reports are found to be of one problem. Sites lie 300 m apart, more than any two places here reach.
/// A failure prints the values and the seed to replay.
/// </summary>
public class ArrivalProperties
{
    private const double MetreOfLat = 1 / Wgs84.MetresPerDegree;

    /// <summary>Each run opens stores of its own.</summary>
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(8);

    /// <summary>The ways of <see cref="Deduplicator"/>, each with as many problems as it makes.</summary>
    private static readonly (Func<Site, IEnumerable<CandidateEvent>> Reports, int Problems)[] Ways = [(Flickering, 1), (SeenByThree, 1), (Beside, 2), (OverTheLine, 1), (ByComponent, 1), (WithSensor, 1)];

    private static Gen<int[]> Sites => Gen.Choose(0, Ways.Length - 1).ArrayOf(4);

    [Fact]
    public void The_order_in_which_findings_arrive_changes_no_number_of_cases_where_those_of_one_problem_begin_within_a_third_of_its_window() => Prop.ForAll(
        Sites.Zip(Gen.Choose(0, 10_000)).ToArbitrary(), drawn =>
    {
        var (reports, pages, problems) = Street(drawn.Item1, drawn.Item2);
        var random = new Random(drawn.Item2);
        foreach (var order in new[] { reports, StepsInOrder([.. Enumerable.Reverse(reports)]), StepsInOrder(Shuffled(reports, random)), StepsInOrder(Shuffled(reports, random)) })
        {
            using var intake = Started(pages);
            intake.TakeAsync(order).GetAwaiter().GetResult();
            intake.Cases.Count.ShouldBe(problems);
            intake.Cases.Sum(one => one.Reports).ShouldBe(reports.Length);
        }
    }).Check(Runs);

    [Fact]
    public void What_comes_late_from_an_uplink_that_was_away_makes_the_cases_that_it_would_have_made_in_time() => Prop.ForAll(
        Sites.Zip(Gen.Choose(0, 10_000)).ToArbitrary(), drawn =>
    {
        var (reports, pages, problems) = Street(drawn.Item1, drawn.Item2);
        var random = new Random(drawn.Item2);
        var late = reports.Select(report => report.Source).Distinct().Where(_ => random.Next(2) == 0).ToHashSet();
        using var intake = Started(pages);
        foreach (var report in reports.Where(report => !late.Contains(report.Source)))
            intake.TakeAsync(report).GetAwaiter().GetResult();
        intake.TakeAsync([.. reports.Where(report => late.Contains(report.Source))]).GetAwaiter().GetResult();
        intake.Cases.Count.ShouldBe(problems);
    }).Check(Runs);

    [Fact]
    public void Redelivery_changes_nothing_before_and_after_a_person_has_decided() => Prop.ForAll(
        Sites.Zip(Gen.Choose(0, 10_000)).ToArbitrary(), drawn =>
    {
        var (reports, pages, _) = Street(drawn.Item1, drawn.Item2);
        var random = new Random(drawn.Item2);
        using var intake = Started(pages);
        intake.TakeAsync(reports).GetAwaiter().GetResult();
        foreach (var judged in intake.Cases.Where(_ => random.Next(2) == 0).ToList())
        {
            var verdict = random.Next(2) == 0 ? new Verdict { Kind = VerdictKinds.Confirm, Actor = "li" } : new Verdict { Kind = VerdictKinds.Reject, Actor = "li", Reason = "a statue" };
            intake.Store.Write(transaction => transaction.Judge($"{judged.Id:D}", verdict, intake.Time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);
        }

        var before = Facts(intake);
        intake.TakeAsync([.. Shuffled(reports, random).Concat(Shuffled(reports, random))]).GetAwaiter().GetResult();
        foreach (var again in Shuffled(reports, random).Take(3))
            intake.TakeAsync(again).GetAwaiter().GetResult();
        Facts(intake).ShouldBe(before);
    }).Check(Runs);

    [Fact]
    public async Task A_report_that_bridges_a_gap_longer_than_the_window_comes_too_late_for_two_cases_that_stand()
    {
        // One problem in three findings, each within the window of the last, of which the middle one comes last: no later report makes two cases one, a person does.
        var factory = new CandidateFactory();
        var first = factory.Opened(problem: Problems.RoadOccupied);
        CandidateEvent[] steps = [first, Cleared(factory, first, 1), Later(factory, first, 25), Later(factory, first, 45)];
        using (var inOrder = new TestIntake())
        {
            await inOrder.TakeAsync(steps);
            inOrder.Cases.Count.ShouldBe(1);
        }

        using var intake = new TestIntake();
        await intake.TakeAsync(steps[0], steps[1], steps[3], steps[2]);
        intake.Cases.Count.ShouldBe(2);
    }

    /// <summary>One camera whose view is blocked again and again for a minute: the box trembles about one spot.</summary>
    private static IEnumerable<CandidateEvent> Flickering(Site site)
    {
        var opened = site.Camera("near", "left");
        for (var time = 0; time < 3; time++)
        {
            var seen = Later(site.Factory, opened, time * 3, site.Trembling(opened.Data.Subjects[0]));
            yield return seen;
            yield return Cleared(site.Factory, seen, 1);
        }
    }

    /// <summary>Three cameras that know its place within metres and begin to see it within minutes.</summary>
    private static IEnumerable<CandidateEvent> SeenByThree(Site site) =>
        Enumerable.Range(0, 3).Select(camera => Later(site.Factory, site.Camera($"view-{camera}", "road", errorRadius: 2 + site.Random.Next(3)), site.Random.Next(8)));

    /// <summary>Two things beside each other in one zone, of which the camera tells one after the other.</summary>
    private static IEnumerable<CandidateEvent> Beside(Site site)
    {
        var opened = site.Camera("pair", "left");
        var beside = opened.Data.Subjects[0] with { X1 = opened.Data.Subjects[0].X1 + 0.4f, X2 = opened.Data.Subjects[0].X2 + 0.4f };
        return [opened, Cleared(site.Factory, opened, 2), Later(site.Factory, opened, 5, beside)];
    }

    /// <summary>One thing over the line between two zones of one camera.</summary>
    private static IEnumerable<CandidateEvent> OverTheLine(Site site)
    {
        var near = site.Camera("line", "near");
        var far = site.Camera("line", "far");
        return [near, far with { Data = far.Data with { Subjects = [site.Trembling(near.Data.Subjects[0])] } }];
    }

    /// <summary>A registered thing in the zones of two cameras that know no place.</summary>
    private static IEnumerable<CandidateEvent> ByComponent(Site site) =>
        [site.Factory.Opened($"{site.Name}-a", "bin", Problems.BinOverflow, site.Component), site.Factory.Opened($"{site.Name}-b", "corner", Problems.BinOverflow, site.Component)];

    /// <summary>A sensor, and the camera to whose zone it is tied.</summary>
    private static IEnumerable<CandidateEvent> WithSensor(Site site) =>
        [site.Factory.OpenedBySensor($"{site.Name}-tilt"), site.Factory.Opened($"{site.Name}-gate", "cover", Problems.ManholeOpen)];

    private static (CandidateEvent[] Reports, SensorPage Page, int Problems) Street(int[] ways, int seed)
    {
        var factory = new CandidateFactory();
        var sites = ways.Select((_, index) => new Site(factory, index, new Random(seed + index))).ToList();
        var reports = sites.Zip(ways).SelectMany(pair => Ways[pair.Second].Reports(pair.First)).ToArray();
        var page = new SensorPage
        {
            Agent = factory.Agent, Page = 0, Pages = 1, At = factory.Start,
            Sensors = [.. sites.Select(site => new SensorStatus { Sensor = $"{site.Name}-tilt", State = SensorStates.Live, Since = factory.Start, Camera = $"{site.Name}-gate", Zone = "cover" })],
        };
        return (reports, page, ways.Sum(way => Ways[way].Problems));
    }

    private static TestIntake Started(SensorPage page)
    {
        var intake = new TestIntake();
        intake.TakeSensorsAsync(page).GetAwaiter().GetResult();
        return intake;
    }

    private static CandidateEvent[] Shuffled(CandidateEvent[] reports, Random random)
    {
        CandidateEvent[] shuffled = [.. reports];
        random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>The steps of each finding one after the other, as its agent sends them: a clearing shows no box, so that where it overtakes what it ends, boxes tell nothing apart.</summary>
    private static CandidateEvent[] StepsInOrder(CandidateEvent[] reports)
    {
        var steps = reports.GroupBy(report => report.Data.Incident).ToDictionary(finding => finding.Key, finding => new Queue<CandidateEvent>(finding.OrderBy(report => report.Data.Sequence)));
        return [.. reports.Select(report => steps[report.Data.Incident].Dequeue())];
    }

    private static List<object> Facts(TestIntake intake) => [.. intake.Cases.Select(one => (object)(one.Id, one.State, one.Reports, one.SeenAt, one.ClearedAt, one.Place, one.Component))];

    /// <summary>Ends a finding some minutes after a step of it; as agents tell it, without a box.</summary>
    private static CandidateEvent Cleared(CandidateFactory factory, CandidateEvent before, double minutes)
    {
        var cleared = factory.Cleared(before);
        return cleared with { Data = cleared.Data with { SeenAt = before.Data.SeenAt.AddMinutes(minutes), Subjects = [] } };
    }

    /// <summary>A finding of its own of the same thing, some minutes later.</summary>
    private static CandidateEvent Later(CandidateFactory factory, CandidateEvent opened, double minutes, Subject? subject = null)
    {
        var at = opened.Data.SeenAt.AddMinutes(minutes);
        return factory.Opened() with
        {
            Source = opened.Source,
            Time = at,
            Data = opened.Data with { Incident = Guid.CreateVersion7(at), SeenAt = at, Since = opened.Data.Since.AddMinutes(minutes), Subjects = [subject ?? opened.Data.Subjects[0]] },
        };
    }

    /// <summary>Where something is wrong.</summary>
    private sealed class Site(CandidateFactory factory, int number, Random random)
    {
        public CandidateFactory Factory => factory;

        public Random Random => random;

        public string Name => $"site-{number}";

        public string Component => $"110101030500{number:0000}";

        public CandidateEvent Camera(string camera, string zone, double errorRadius = 3) => factory.Opened(
            $"{Name}-{camera}", zone, Problems.RoadOccupied,
            place: new Place(116.397, 39.908 + (((number * 300) + random.NextDouble()) * MetreOfLat), CoordinateSystems.Wgs84, errorRadius, "calibration"));

        public Subject Trembling(Subject subject)
        {
            var by = (random.NextSingle() - 0.5f) * 0.03f;
            return subject with { X1 = subject.X1 + by, X2 = subject.X2 + by };
        }
    }
}
