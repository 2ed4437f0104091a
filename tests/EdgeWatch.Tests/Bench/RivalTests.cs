using EdgeWatch.Bench.Dedup;
using EdgeWatch.Bench.Dedup.City;
using EdgeWatch.Bench.Dedup.Rivals;
using EdgeWatch.Bench.Dedup.Trace;
using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeWatch.Tests.Bench;

/// <summary>Each rival does what its documentation says.</summary>
public sealed class RivalTests
{
    private static readonly DateTimeOffset Start = CityTrace.Start;
    private int _made;

    [Fact]
    public async Task Without_deduplication_every_opening_is_a_case_also_one_that_comes_twice()
    {
        var opened = Opened(0);
        (await TakeAsync(new NoDeduplication(), opened, opened, Cleared(opened, 5), Opened(6))).ShouldBe([1, 2, null, 3]);
    }

    [Fact]
    public async Task A_cooldown_tells_nothing_of_the_same_camera_and_class_until_it_has_passed() =>
        (await TakeAsync(new CameraCooldown(TimeSpan.FromMinutes(30)), Opened(0), Opened(29, zone: "gate"), Opened(29, camera: "b"), Opened(29, problem: Problems.Garbage), Opened(31)))
            .ShouldBe([1, 1, 2, 3, 4]);

    [Fact]
    public async Task An_alarm_is_one_while_it_is_active_and_another_after_it_was_cleared()
    {
        var opened = Opened(0);
        (await TakeAsync(new OpenAlarm(byZone: false), opened, Opened(1, zone: "gate"), Cleared(opened, 5), Opened(6))).ShouldBe([1, 1, 1, 2]);
        (await TakeAsync(new OpenAlarm(byZone: true), Opened(0), Opened(1, zone: "gate"))).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Class_and_radius_joins_the_nearest_open_report_of_the_class_whoever_made_it()
    {
        var rival = new ClassAndRadius(20, TimeSpan.FromHours(2));
        (await TakeAsync(rival, Opened(0, north: 0), Opened(1, north: 30), Opened(2, north: 18, camera: "b"), Opened(3, north: 18, problem: Problems.Garbage), Opened(200, north: 0)))
            .ShouldBe([1, 2, 2, 3, 4]);
        rival.Judge(4, isReal: false, Start.AddMinutes(201));
        (await TakeAsync(rival, Opened(202, north: 0))).ShouldBe([5]);
    }

    private static async Task<IReadOnlyList<long?>> TakeAsync(Rival rival, params (int Minute, CandidateEvent Candidate)[] candidates) =>
        await rival.TakeAsync([.. candidates.Select(candidate => new Delivery(Start.AddMinutes(candidate.Minute), candidate.Candidate, default, false))]);

    private (int Minute, CandidateEvent Candidate) Opened(int minute, string camera = "a", string zone = "kerb", string problem = Problems.RoadOccupied, double north = 0)
    {
        var at = Start.AddMinutes(minute);
        return (minute, new CandidateEvent
        {
            Id = new Dice(++_made).Id(at),
            Source = $"/agents/street-1/cameras/{camera}",
            Type = CandidateTypes.Opened,
            Time = at,
            Data = new CandidateData
            {
                Incident = new Dice(-_made).Id(at),
                Sequence = 1,
                Problem = problem,
                SeenAt = at,
                Since = at,
                Place = new Ground(500, 500 + north).ToPlace(3, "calibration"),
                Score = 0.8f,
                Threshold = 0.5f,
                Confidence = 0.9f,
                Judgement = new Judgement { Rule = "state", Zone = zone, LooksFor = 3, LooksAgainst = 0, Dwell = default, Asked = "3 of 5" },
                Made = new Provenance("0.1.0", [], 0),
            },
        });
    }

    private static (int Minute, CandidateEvent Candidate) Cleared((int Minute, CandidateEvent Candidate) opened, int minute) =>
        (minute, opened.Candidate with { Id = Guid.NewGuid(), Type = CandidateTypes.Cleared, Data = opened.Candidate.Data with { Sequence = 2 } });
}
