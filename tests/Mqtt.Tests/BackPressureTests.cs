using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Mqtt.Tests;

public sealed class BackPressureTests
{
    [Fact]
    public async Task A_handler_that_stands_still_makes_the_loop_wait_without_losing_the_connection_or_a_message()
    {
        await using var broker = await MosquittoBroker.StartAsync(new() { MaxQueuedMessages = 100_000 });
        await using var subscriber = await (broker.Options() with { KeepAlive = TimeSpan.FromSeconds(5) }).ConnectAsync();
        await using var publisher = await broker.ConnectAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (heard, handled, inOrder) = (false, 0, true);
        subscriber.Subscribe("flood", 1, async message =>
        {
            if (message.Text() == "ping")
            {
                heard = true;
                return;
            }

            await gate.Task;
            inOrder &= message.Text() == $"{handled}";
            handled++;
        });
        // The broker keeps nothing for one that has not subscribed yet.
        await Eventually.TrueAsync(
            async () =>
            {
                await publisher.PublishAsync(Clients.Text("flood", "ping"), CancellationToken.None);
                return heard;
            },
            "subscribed");

        const int Messages = 6000;
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(i => publisher.PublishAsync(Clients.Text("flood", $"{i}"), CancellationToken.None).AsTask()));

        // Well past twice the keep-alive: a loop that had stopped pinging would be cut off by now.
        var until = Environment.TickCount64 + 12_000;
        await Eventually.TrueAsync(() => Environment.TickCount64 > until || !subscriber.IsConnected, "stood still");
        subscriber.IsConnected.ShouldBeTrue();
        gate.SetResult();

        await Eventually.TrueAsync(() => handled == Messages, $"all handled, {handled} so far");
        inOrder.ShouldBeTrue();
    }

    [Fact]
    public async Task Handlers_that_publish_their_answers_keep_flowing_when_the_queue_is_full()
    {
        await using var broker = await MosquittoBroker.StartAsync(new() { MaxQueuedMessages = 100_000 });
        await using var bridge = await broker.ConnectAsync();
        await using var agent = await broker.ConnectAsync();
        var acks = agent.Collect("acks");
        bridge.Subscribe("events", 1, async message => await bridge.PublishAsync(Clients.Text("acks", message.Text()), CancellationToken.None));
        await Eventually.TrueAsync(
            async () =>
            {
                await agent.PublishAsync(Clients.Text("events", "ping"), CancellationToken.None);
                return acks.Count > 0;
            },
            "answered");
        var before = acks.Texts.Length;

        const int Messages = 5000;
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(i => agent.PublishAsync(Clients.Text("events", $"m{i}"), CancellationToken.None).AsTask()));

        await Eventually.TrueAsync(() => acks.Texts.Count(text => text[0] == 'm') == Messages, "all answered");
        acks.Texts.Length.ShouldBeGreaterThanOrEqualTo(before);
    }
}
