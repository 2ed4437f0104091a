using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Mqtt.Tests;

public sealed class MqttClientTests : IAsyncLifetime
{
    private MosquittoBroker _broker = null!;

    public async Task InitializeAsync() => _broker = await MosquittoBroker.StartAsync();

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Fact]
    public async Task A_message_arrives_with_its_properties()
    {
        await using var subscriber = await _broker.ConnectAsync();
        await using var publisher = await _broker.ConnectAsync();
        var received = subscriber.Collect("a/+");
        await publisher.UntilHeardAsync("a/ping", received);
        var before = received.Count;

        await publisher.PublishAsync(Clients.Text("a/b", "报告") with { ContentType = "application/cloudevents+json", ResponseTopic = "a/acks" }, CancellationToken.None);

        await received.CountAsync(before + 1);
        received[before].ShouldBe(("a/b", "报告", false, "application/cloudevents+json", "a/acks"));
    }

    [Fact]
    public async Task Messages_arrive_in_the_order_in_which_they_were_published()
    {
        await using var subscriber = await _broker.ConnectAsync();
        await using var publisher = await _broker.ConnectAsync();
        var received = subscriber.Collect("order");
        await publisher.UntilHeardAsync("order", received);
        var before = received.Count;

        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => publisher.PublishAsync(Clients.Text("order", $"{i}"), CancellationToken.None).AsTask()));

        await received.CountAsync(before + 500);
        received.Texts.Skip(before).ShouldBe(Enumerable.Range(0, 500).Select(i => $"{i}"));
    }

    [Fact]
    public async Task A_retained_message_reaches_who_comes_later_and_is_marked()
    {
        await using var publisher = await _broker.ConnectAsync();
        await publisher.PublishAsync(Clients.Text("kept", "state") with { Retain = true }, CancellationToken.None);

        await using var late = await _broker.ConnectAsync();
        var received = late.Collect("kept");

        await received.CountAsync(1);
        (received[0].Text, received[0].Retained).ShouldBe(("state", true));
    }

    [Fact]
    public async Task The_last_will_is_published_when_a_client_is_lost_and_not_after_a_goodbye()
    {
        await using var watcher = await _broker.ConnectAsync();
        var received = watcher.Collect("wills/#");
        await watcher.UntilHeardAsync("wills/ping", received);
        var before = received.Count;
        var polite = await (_broker.Options() with { Will = Clients.Text("wills/polite", "gone") }).ConnectAsync();
        await polite.DisposeAsync();

        // A second client with the same id makes the broker cut the first one off, as a lost network would.
        await using var lost = await (_broker.Options("twin") with { Will = Clients.Text("wills/lost", "gone"), ReconnectDelay = TimeSpan.FromMinutes(5), ReconnectLimit = TimeSpan.FromMinutes(5) }).ConnectAsync();
        await using var usurper = await _broker.ConnectAsync("twin");

        await received.CountAsync(before + 1);
        received[before].Topic.ShouldBe("wills/lost");
        received.Count.ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_shared_subscription_shares_the_load_and_gives_each_message_to_one()
    {
        await using var one = await _broker.ConnectAsync();
        await using var two = await _broker.ConnectAsync();
        await using var publisher = await _broker.ConnectAsync();
        var (first, second) = (one.Collect("$share/bridge/load/#"), two.Collect("$share/bridge/load/#"));
        await Eventually.TrueAsync(
            async () =>
            {
                await publisher.PublishAsync(Clients.Text("load/ping", "ping"), CancellationToken.None);
                return first.Count > 0 && second.Count > 0;
            },
            "both heard");

        for (var i = 0; i < 200; i++)
            await publisher.PublishAsync(Clients.Text($"load/{i % 7}", $"m{i}"), CancellationToken.None);

        string[] All() => [.. first.Texts.Concat(second.Texts).Where(text => text[0] == 'm')];
        await Eventually.TrueAsync(() => All().Length >= 200, "all shared out");
        All().Distinct().Count().ShouldBe(200);
        All().Length.ShouldBe(200);
        first.Texts.Count(text => text[0] == 'm').ShouldBeInRange(50, 150);
    }

    [Fact]
    public async Task After_the_broker_was_killed_the_subscriptions_stand_again()
    {
        var changes = new List<bool>();
        await using var subscriber = new MqttClient(_broker.Options(), NullLogger<MqttClient>.Instance);
        var received = subscriber.Collect("back/#");
        subscriber.Start(connected =>
        {
            lock (changes)
                changes.Add(connected);
        });
        await using var publisher = await _broker.ConnectAsync();
        await publisher.UntilHeardAsync("back/ping", received);

        _broker.Kill();
        await Eventually.TrueAsync(() => !subscriber.IsConnected && !publisher.IsConnected, "loss noticed");
        await Should.ThrowAsync<MqttException>(publisher.PublishAsync(Clients.Text("back/a", "lost"), CancellationToken.None).AsTask());
        await _broker.StartAgainAsync();
        await Eventually.TrueAsync(() => subscriber.IsConnected && publisher.IsConnected, "connected again");

        var before = received.Count;
        await Eventually.TrueAsync(
            async () =>
            {
                await publisher.PublishAsync(Clients.Text("back/b", "again"), CancellationToken.None);
                return received.Texts.Skip(before).Contains("again");
            },
            "resubscribed");
        bool[] seen;
        lock (changes)
            seen = [.. changes];
        seen.ShouldBe([true, false, true]);
    }

    [Fact]
    public async Task Publishes_in_flight_fail_when_the_broker_dies_and_none_is_swallowed()
    {
        await using var publisher = await _broker.ConnectAsync();
        var publishes = Enumerable.Range(0, 5000).Select(i => publisher.PublishAsync(Clients.Text("flight", new string('x', 2000)), CancellationToken.None).AsTask()).ToArray();
        await Task.WhenAny(publishes);
        _broker.Kill();

        await Should.NotThrowAsync(Task.WhenAll(publishes.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default))).WaitAsync(TimeSpan.FromSeconds(20)));

        var failed = publishes.Where(task => task.IsFaulted).ToArray();
        publishes.ShouldAllBe(task => task.IsCompletedSuccessfully || task.IsFaulted);
        failed.ShouldNotBeEmpty();
        failed.ShouldAllBe(task => task.Exception!.InnerException is MqttException);
    }

    [Fact]
    public async Task A_publish_without_a_connection_fails_at_once_and_says_why()
    {
        _broker.Kill();
        await using var client = new MqttClient(_broker.Options(), NullLogger<MqttClient>.Instance);
        client.Start();
        await Eventually.TrueAsync(() => client.LastError.Contains("refused", StringComparison.OrdinalIgnoreCase), "first attempt made");

        var error = await Should.ThrowAsync<MqttException>(client.PublishAsync(Clients.Text("t", "x"), CancellationToken.None).AsTask());

        error.Message.ShouldContain($"mqtt://localhost:{_broker.Port}");
        error.Message.ShouldContain("refused", Case.Insensitive);
    }

    [Theory]
    [InlineData("a/+/b")]
    [InlineData("")]
    public async Task What_the_library_will_not_take_fails_in_words(string topic)
    {
        await using var client = await _broker.ConnectAsync();

        var error = await Should.ThrowAsync<MqttException>(client.PublishAsync(Clients.Text(topic, "x"), CancellationToken.None).AsTask());

        error.Message.ShouldContain("Invalid");
        client.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancelled_publish_stops_waiting()
    {
        await using var client = await _broker.ConnectAsync();
        using var abort = new CancellationTokenSource();
        await abort.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(client.PublishAsync(Clients.Text("t", "x"), abort.Token).AsTask());
    }

    [Fact]
    public async Task A_handler_that_throws_does_not_stop_the_next_message()
    {
        await using var client = await _broker.ConnectAsync();
        var received = new Received();
        client.Subscribe("boom", 1, message =>
        {
            received.Add(message);
            throw new InvalidOperationException("a bug in a handler");
        });
        await client.UntilHeardAsync("boom", received);

        await client.PublishAsync(Clients.Text("boom", "after"), CancellationToken.None);

        await Eventually.TrueAsync(() => received.Texts.Contains("after"), "handled after a failure");
    }

    [Fact]
    public async Task Pictures_of_two_mebibytes_pass_unchanged()
    {
        await using var client = await _broker.ConnectAsync();
        var picture = new byte[2 * 1024 * 1024];
        new Random(7).NextBytes(picture);
        var arrived = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Subscribe("picture", 1, message =>
        {
            arrived.TrySetResult(message.Payload.ToArray());
            return ValueTask.CompletedTask;
        });

        await client.PublishAsync(new MqttPublish("picture", picture), CancellationToken.None);

        (await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe(picture);
    }

    [Fact]
    public async Task Disposing_while_a_broker_swallows_packets_does_not_hang()
    {
        // TEST-NET-1 (RFC 5737) is routed nowhere.
        var client = new MqttClient(new MqttClientOptions(new BrokerOptions { Host = "192.0.2.1" }, "nowhere"), NullLogger<MqttClient>.Instance);
        client.Start();

        // The system itself gives such a connection up after two minutes.
        await client.DisposeAsync().AsTask().WaitAsync(Eventually.Limit);
    }
}
