using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Cameras;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Witnesses;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Witnesses;

/// <summary>A camera is asked whether what was reported handled is still there.</summary>
public sealed class RecheckWitnessTests : ISettingsSource
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Box Spot = new(0.45f, 0.45f, 0.55f, 0.55f);
    private readonly PostedCamera _camera = new();
    private Zone _zone = new("kerb", new Polygon(new Corner(0.2f, 0.2f), new Corner(0.9f, 0.2f), new Corner(0.9f, 0.9f), new Corner(0.2f, 0.9f)));

    CameraRuntimeSettings ISettingsSource.Current(string camera) => new()
    {
        Camera = camera,
        Cadence = TimeSpan.FromSeconds(10),
        SuspectCadence = TimeSpan.FromSeconds(2),
        Thresholds = new ScoreThresholds([], new Dictionary<string, float>(), TimeZoneInfo.Utc),
        Zones = [_zone],
    };

    [Fact]
    public async Task An_emptied_bin_is_not_seen_overflowing_and_its_picture_comes_with_the_answer()
    {
        _camera.Shows(See("bin", 0.9f));
        var response = await AskAsync(Problems.BinOverflow);

        response.ShouldSatisfyAllConditions(
            () => response.Error.ShouldBeNull(),
            () => response.Recheck!.Answer.ShouldBe(RecheckAnswers.NotSeen),
            () => response.Recheck!.Found.ShouldBe("bin, score 0.90; no overflow"),
            () => response.Recheck!.LikelihoodRatio.ShouldBeLessThan(0.1),
            () => (response.Width, response.Height).ShouldBe((Pictures.Width, Pictures.Height)),
            () => response.Picture.ShouldNotBeNull(),
            () => response.TakenAt.ShouldBe(At));
        _camera.LookedNow.ShouldBe(1, "it looked for the question");
    }

    [Fact]
    public async Task A_bin_that_still_overflows_is_seen()
    {
        _camera.Shows(See("overflow", 0.8f));
        var answer = (await AskAsync(Problems.BinOverflow)).Recheck!;
        (answer.Answer, answer.Why, answer.Seen!.Score).ShouldBe((RecheckAnswers.Seen, null, 0.8f));
        answer.LikelihoodRatio.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task The_same_problem_elsewhere_in_the_zone_is_left_to_a_person()
    {
        _camera.Shows(new Subject("garbage", 0.8f, 0.7f, 0.7f, 0.8f, 0.8f));
        var answer = (await AskAsync(Problems.Garbage)).Recheck!;
        (answer.Answer, answer.Why, answer.Found).ShouldBe((RecheckAnswers.CannotTell, RecheckObstacles.Elsewhere, "garbage, score 0.80, in the zone but not where it was"));
    }

    [Fact]
    public async Task Another_bin_of_the_zone_that_overflows_does_not_speak_of_the_one_that_was_emptied()
    {
        _camera.Shows(See("bin", 0.9f), new Subject("overflow", 0.8f, 0.7f, 0.7f, 0.8f, 0.8f));
        (await AskAsync(Problems.BinOverflow)).Recheck!.Answer.ShouldBe(RecheckAnswers.NotSeen);
    }

    [Fact]
    public async Task A_lorry_before_the_spot_blocks_it()
    {
        _camera.Shows(new Subject("truck", 0.9f, 0.4f, 0.4f, 0.6f, 0.6f));
        var answer = (await AskAsync(Problems.BinOverflow)).Recheck!;
        (answer.Answer, answer.Why, answer.LikelihoodRatio).ShouldBe((RecheckAnswers.CannotTell, RecheckObstacles.Blocked, 1));
    }

    [Theory]
    [InlineData(nameof(Visibility.TooDark), RecheckObstacles.Dark)]
    [InlineData(nameof(Visibility.WashedOut), RecheckObstacles.WashedOut)]
    [InlineData(nameof(Visibility.Blurred), RecheckObstacles.Blurred)]
    [InlineData(nameof(Visibility.Frozen), RecheckObstacles.Frozen)]
    [InlineData(nameof(Visibility.Moved), RecheckObstacles.Moved)]
    [InlineData(nameof(Visibility.Unsteady), RecheckObstacles.Moved)]
    public async Task A_look_in_which_nothing_can_be_seen_says_why(string visibility, string why)
    {
        _camera.Visibility = Enum.Parse<Visibility>(visibility);
        _camera.Shows(See("bin", 0.9f));
        var answer = (await AskAsync(Problems.BinOverflow)).Recheck!;
        (answer.Answer, answer.Why).ShouldBe((RecheckAnswers.CannotTell, why));
    }

    [Fact]
    public async Task What_a_zone_is_asked_for_counts_not_what_the_problem_usually_is()
    {
        _zone = _zone with { Rules = [new RuleOptions { Rule = "occupancy", Problem = Problems.RoadOccupied, Classes = ["bin"] }] };
        _camera.Shows(See("bin", 0.9f));
        (await AskAsync(Problems.RoadOccupied)).Recheck!.Answer.ShouldBe(RecheckAnswers.Seen, "bins stood on this lane");
        _camera.Shows(See("car", 0.4f));
        (await AskAsync(Problems.RoadOccupied)).Recheck!.Answer.ShouldBe(RecheckAnswers.NotSeen);
    }

    [Fact]
    public async Task Where_a_rule_asks_for_what_no_model_knows_an_empty_look_cannot_tell()
    {
        _zone = _zone with { Rules = [new RuleOptions { Rule = "occupancy", Problem = Problems.RoadOccupied, Classes = ["car", "unexplained"] }] };
        _camera.Shows();
        var answer = (await AskAsync(Problems.RoadOccupied)).Recheck!;
        (answer.Answer, answer.Why).ShouldBe((RecheckAnswers.CannotTell, RecheckObstacles.Unsure));
    }

    [Fact]
    public async Task A_camera_that_makes_no_look_says_so()
    {
        var time = new ManualTime(At);
        var asked = AskAsync(Problems.BinOverflow, time);
        time.Advance(TimeSpan.FromSeconds(9));
        var answer = (await asked).Recheck!;
        (answer.Answer, answer.Why, answer.Found).ShouldBe((RecheckAnswers.CannotTell, RecheckObstacles.NoLook, "camera gate made no look within 8 s; it is stalled"));
    }

    [Fact]
    public async Task A_request_that_does_not_say_of_what_is_answered_in_words()
    {
        var response = await Witness(new ManualTime(At)).AnswerAsync(new AgentRequest(Guid.CreateVersion7(At), AgentRequestKinds.Recheck, "gate"), CancellationToken.None);
        response.Error.ShouldNotBeNull().ShouldContain("'recheck' is missing");
    }

    private static Subject See(string name, float score) => new(name, score, Spot.X1, Spot.Y1, Spot.X2, Spot.Y2);

    private RecheckWitness Witness(TimeProvider time) =>
        new(new CameraSet([_camera], time), this, _ => new Dictionary<string, ClassRates> { ["overflow"] = new(0.8, 0.02), ["bin"] = new(0.9, 0.05), ["garbage"] = new(0.64, 0.05) }, null, time);

    private async Task<AgentResponse> AskAsync(string problem, ManualTime? time = null) => await Witness(time ?? new ManualTime(At)).AnswerAsync(
        new AgentRequest(Guid.CreateVersion7(At), AgentRequestKinds.Recheck, "gate")
        {
            Recheck = new RecheckQuestion { Problem = problem, Zone = "kerb", Since = At, Boxes = [[Spot.X1, Spot.Y1, Spot.X2, Spot.Y2]] },
        },
        CancellationToken.None);

    /// <summary>A camera that looks when it is told to, and then sees what a test put there.</summary>
    private sealed class PostedCamera : ICamera
    {
        private IReadOnlyList<Detection>? _seen;

        public string Id => "gate";

        public Visibility Visibility { get; set; }

        public int LookedNow { get; private set; }

        public LatestLook Latest { get; } = new(Pictures.Encoder, 80);

        public void Shows(params Subject[] subjects) =>
            _seen = [.. subjects.Select(one => new Detection(one.Class, one.Score, new Box(one.X1, one.Y1, one.X2, one.Y2), "test@0"))];

        public CameraStatus Status() => new() { Camera = Id, State = CameraStates.Stalled, Since = At };

        public Task RunAsync(CancellationToken stop, CancellationToken abort) => Task.CompletedTask;

        public void SettingsChanged()
        {
            // Has none.
        }

        public void LookNow()
        {
            LookedNow++;
            if (_seen is null)
                return;
            using var frame = Pictures.Flat(100, At);
            Latest.Remember(frame, _seen, Visibility);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
