using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Tests.Deduplication;

/// <summary>What is kept quiet, and what is told all the same.</summary>
public sealed class SuppressionTests : IDisposable
{
    private readonly CandidateFactory _factory = new();
    private readonly TestIntake _intake = new();

    public void Dispose() => _intake.Dispose();

    private Suppression Market => new()
    {
        Id = Guid.NewGuid().ToString("D"), Kind = SuppressionKinds.Permitted, Reason = "weekly market", Author = "li", Problem = Problems.RoadOccupied,
        From = _factory.Start.AddHours(-2), Until = _factory.Start.AddHours(4), RepeatDays = 7, ExpiresAt = _factory.Start.AddDays(60), Area = new Wgs84(116.397, 39.908, 50),
    };

    private CandidateEvent Vendor(string problem = Problems.RoadOccupied, TimeSpan later = default, double lat = 39.908, string camera = "crossing")
    {
        var opened = _factory.Opened(camera, problem: problem, place: new Place(116.397, lat, CoordinateSystems.Wgs84, 3, "calibration"));
        return opened with { Data = opened.Data with { SeenAt = opened.Data.SeenAt + later, Since = opened.Data.Since + later } };
    }

    [Fact]
    public async Task A_permitted_market_is_kept_quiet_every_week_for_its_class_hours_and_place_only()
    {
        _intake.Store.Write(transaction => transaction.Add(Market, _factory.Start));
        await _intake.TakeAsync(Vendor(), Vendor(later: TimeSpan.FromDays(7)));
        _intake.Cases.ShouldBeEmpty();
        await _intake.TakeAsync(Vendor(Problems.Garbage), Vendor(later: TimeSpan.FromHours(5)), Vendor(lat: 39.91, camera: "gate"), Vendor(later: TimeSpan.FromDays(3)), Vendor(later: TimeSpan.FromDays(63)));
        _intake.Cases.Count.ShouldBe(5);
        _intake.Store.Read(transaction => transaction.Suppressions(_factory.Start, 10)).ShouldHaveSingleItem().Kept.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_kept_quiet_is_acknowledged_once_and_its_end_opens_nothing()
    {
        var market = Market;
        _intake.Store.Write(transaction => transaction.Add(market, _factory.Start));
        var opened = Vendor();
        await _intake.TakeAsync(opened);
        await _intake.TakeAsync(opened);
        _intake.Store.Write(transaction => transaction.Withdraw(market.Id, "li", _factory.Start)).ShouldBeTrue();
        await _intake.TakeAsync(_factory.Cleared(_factory.Updated(opened)));
        _intake.Cases.ShouldBeEmpty();
        _intake.Mqtt.Committed.Count(id => id == opened.Id).ShouldBe(2);
    }

    [Fact]
    public async Task A_finding_that_outlasts_its_permission_becomes_a_case()
    {
        _intake.Store.Write(transaction => transaction.Add(Market, _factory.Start));
        var opened = Vendor();
        var later = _factory.Updated(opened);
        await _intake.TakeAsync(opened, later with { Data = later.Data with { SeenAt = _factory.Start.AddHours(5) } });
        _intake.Cases.ShouldHaveSingleItem().Reports.ShouldBe(1);
    }

    [Fact]
    public async Task A_rejected_case_teaches_its_camera_that_there_is_no_problem_at_that_spot_until_the_verdict_is_taken_back()
    {
        var opened = _factory.Opened(problem: Problems.Garbage);
        await _intake.TakeAsync(opened, _factory.Cleared(opened));
        var id = _intake.Only.Id.ToString();
        _intake.Store.Write(transaction => transaction.Judge(id, new Verdict { Kind = VerdictKinds.Reject, Actor = "li", Reason = "a statue" }, _factory.Start.AddMinutes(5))).Result.ShouldBe(VerdictResult.Accepted);
        await _intake.TakeAsync(_factory.Opened(problem: Problems.Garbage));
        _intake.Cases.Count.ShouldBe(1);

        _intake.Store.Write(transaction => transaction.TakeBack(id, new Undo { Actor = "li" }, _factory.Start.AddMinutes(5.5))).Result.ShouldBe(VerdictResult.Accepted);
        await _intake.TakeAsync(_factory.Opened(problem: Problems.Garbage));
        _intake.Cases.ShouldHaveSingleItem().Reports.ShouldBe(3);
    }

    [Theory]
    [InlineData("another class")]
    [InlineData("another spot")]
    [InlineData("another camera")]
    [InlineData("much clearer")]
    [InlineData("after its time")]
    public async Task A_rejection_is_no_reason_to_miss(string difference)
    {
        var opened = _factory.Opened(problem: Problems.Garbage, score: 0.6f);
        await _intake.TakeAsync(opened, _factory.Cleared(opened));
        _intake.Store.Write(transaction => transaction.Judge(_intake.Cases[0].Id.ToString(), new Verdict { Kind = VerdictKinds.Reject, Actor = "li", Reason = "a statue" }, _factory.Start));
        var again = _factory.Opened(
            difference == "another camera" ? "gate" : "crossing",
            problem: difference == "another class" ? Problems.RoadOccupied : Problems.Garbage, score: difference == "much clearer" ? 0.85f : 0.6f);
        if (difference == "another spot")
            again = again with { Data = again.Data with { Subjects = [again.Data.Subjects[0] with { Y1 = 0.01f, Y2 = 0.2f }] } };
        if (difference == "after its time")
            again = again with { Data = again.Data with { SeenAt = _factory.Start.AddDays(15), Since = _factory.Start.AddDays(15) } };
        await _intake.TakeAsync(again);
        _intake.Cases.Count.ShouldBe(2);
    }

    [Fact]
    public async Task While_a_camera_is_blind_and_just_before_its_new_findings_are_kept_quiet()
    {
        await _intake.TakeStatusAsync(_factory.Status(state: CameraStates.Blind, cameras: "crossing"));
        await _intake.TakeAsync(_factory.Opened());
        _intake.Cases.ShouldBeEmpty();
        await _intake.TakeAsync(_factory.Opened("gate"));
        _intake.Cases.ShouldHaveSingleItem();
        await _intake.TakeStatusAsync(_factory.Status(state: CameraStates.Live, cameras: "crossing"));
        await _intake.TakeAsync(_factory.Opened());
        _intake.Cases.Count.ShouldBe(2);
    }
}
