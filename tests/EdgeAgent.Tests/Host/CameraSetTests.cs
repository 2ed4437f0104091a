using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Cameras;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.Tests.Shared;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Host;

public sealed class CameraSetTests
{
    private readonly ManualTime _time = new(Begin);
    private readonly IdleCamera _idle = new("gate-3");

    [Fact]
    public async Task The_latest_look_is_answered_as_a_picture()
    {
        _idle.Remember(Begin);
        var answer = await AskAsync(AgentRequestKinds.Snapshot, "gate-3");

        answer.Error.ShouldBeNull();
        answer.TakenAt.ShouldBe(Begin);
        answer.Picture.ShouldNotBeNull();
        _idle.LookedNow.ShouldBe(0);
    }

    [Fact]
    public async Task Looking_again_waits_for_the_next_look()
    {
        _idle.Remember(Begin);
        var asked = AskAsync(AgentRequestKinds.LookNow, "gate-3");
        _idle.LookedNow.ShouldBe(1);
        asked.IsCompleted.ShouldBeFalse();
        _idle.Remember(Begin + TimeSpan.FromSeconds(1));

        (await asked).TakenAt.ShouldBe(Begin + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_camera_that_makes_no_look_is_said_so_in_words()
    {
        var asked = AskAsync(AgentRequestKinds.LookNow, "gate-3");
        _time.Advance(TimeSpan.FromSeconds(9));

        (await asked).Error.ShouldBe("camera gate-3 made no look within 8 s; it is stalled");
    }

    [Theory]
    [InlineData("gate-3", "camera gate-3 has not made a look yet; it is stalled")]
    [InlineData("gate-4", "camera gate-4 is set aside: no address")]
    [InlineData("gate-5", "no camera 'gate-5' is configured here")]
    public async Task What_cannot_be_had_is_said_in_words(string camera, string error) => (await AskAsync(AgentRequestKinds.Snapshot, camera)).Error.ShouldBe(error);

    private async Task<AgentResponse> AskAsync(string kind, string camera)
    {
        var set = new CameraSet([_idle, new RefusedCamera(new CameraOptions { Id = "gate-4" }, "no address", Begin)], _time);
        return await set.AnswerAsync(new AgentRequest(Guid.CreateVersion7(Begin), kind, camera), CancellationToken.None);
    }

    private sealed class IdleCamera(string id) : ICamera
    {
        public string Id => id;

        public int LookedNow { get; private set; }

        public LatestLook Latest { get; } = new(Pictures.Encoder, 80);

        public void Remember(DateTimeOffset at)
        {
            using var frame = Pictures.Flat(100, at);
            Latest.Remember(frame, [], Visibility.Clear);
        }

        public CameraStatus Status() => new() { Camera = id, State = CameraStates.Stalled, Since = Begin };

        public Task RunAsync(CancellationToken stop, CancellationToken abort) => Task.CompletedTask;

        public void SettingsChanged()
        {
            // Has none.
        }

        public void LookNow() => LookedNow++;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
