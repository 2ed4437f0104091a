using EdgeWatch.Demo;
using EdgeWatch.Local;
using EdgeWatch.Receiver;
using EdgeWatch.Terminal;

namespace EdgeWatch.EdgeWatch.Tests.Demo;

/// <summary>The stand-ins of a demo without hands before a bridge that fails.</summary>
public sealed class ClosedLoopTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_bridge_that_fails_once_at_everything_it_is_asked_holds_nobody_up()
    {
        await using var bridge = await FlakyBridge.StartAsync();
        await using var platform = await ReceiverHost.StartAsync(new ReceiverOptions(0) { Bridge = bridge.Address }, _time, CancellationToken.None);
        await bridge.FileAsync(platform);
        using var desk = new CaseDesk(bridge.Address);
        var people = new StandIn(desk, platform, wanted: 1);

        (await RunAsync(people)).ShouldBe(ExitCodes.Ok);

        people.Cases.ShouldHaveSingleItem().Reference.ShouldBe("1");
        bridge.Done.ShouldBe(["confirm", "dispatched", "handled", "verify", "close"], "each once, whatever was lost of requests and answers");
        bridge.Failures.ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task A_bridge_that_is_gone_ends_the_run_long_before_its_time()
    {
        using var desk = new CaseDesk($"http://127.0.0.1:{LocalBroker.FreePort()}");
        await using var platform = await ReceiverHost.StartAsync(new ReceiverOptions(0), _time, CancellationToken.None);
        var began = _time.GetTimestamp();

        (await RunAsync(new StandIn(desk, platform, wanted: 1))).ShouldBe(ExitCodes.Failed);

        _time.GetElapsedTime(began).ShouldBeInRange(Patience.Limit, Long / 2);
    }

    private async Task<int> RunAsync(StandIn people)
    {
        using var stop = new CancellationTokenSource();
        var running = new ClosedLoop(people, 1, Long, _time).RunAsync(Task.Delay(Timeout.InfiniteTimeSpan, stop.Token), stop.Token);
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                return running.IsCompleted;
            },
            "the run is over");
        await stop.CancelAsync();
        return await running;
    }
}
