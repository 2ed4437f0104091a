using System.Text;
using EdgeWatch.Ingest.Sensors;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Ingest.Tests.Sensors;

public sealed class MqttUplinkSourceTests : UplinkSourceSuite
{
    private MosquittoBroker _broker = null!;
    private MqttClient _publisher = null!;

    public override async Task InitializeAsync()
    {
        // A slow reader is to find everything again; mosquitto would drop beyond 1,000.
        _broker = await MosquittoBroker.StartAsync(new() { User = "sensors", Password = "wide-open-secret", MaxQueuedMessages = 100_000 });
        _publisher = new MqttClient(new MqttClientOptions(Broker, "network-server"), NullLogger<MqttClient>.Instance);
        _publisher.Start();
        await Eventually.TrueAsync(() => _publisher.IsConnected, "publisher connected");
    }

    public override async Task DisposeAsync()
    {
        await _publisher.DisposeAsync();
        await _broker.DisposeAsync();
        await base.DisposeAsync();
    }

    private protected override UplinkSourceOptions Options => new()
    {
        Name = "lora", Format = UplinkFormat.ChirpStack, Broker = Broker, ReconnectDelay = TimeSpan.FromMilliseconds(100), ReconnectLimit = TimeSpan.FromMilliseconds(400),
    };

    private protected override string[] Secrets => ["wide-open-secret"];

    private BrokerOptions Broker => new() { Host = _broker.Host, Port = _broker.Port, User = "sensors", Password = "wide-open-secret" };

    private protected override async Task SendAsync(Listening listening, int count)
    {
        await HeardAsync(listening, "application/a/device/0/event/up");
        for (var i = 0; i < count; i++)
            await PublishAsync($"application/a/device/{i}/event/up", $"{{\"n\":{i}}}");
    }

    [Fact]
    public async Task Messages_beside_the_topics_of_the_format_are_not_taken()
    {
        await using var listening = new Listening(Rig.Open(Options));
        await HeardAsync(listening, "application/a/device/0/event/up");
        foreach (var topic in new[] { "application/a/device/1/event/join", "application/a/device/1/command/down", "other", "application/a/device/1/event/status" })
            await PublishAsync(topic, "{}");
        await PublishAsync("application/a/device/2/event/up", "{\"last\":true}");
        await Eventually.TrueAsync(() => listening.Uplinks[^1].Address.EndsWith("2/event/up", StringComparison.Ordinal), "the last");
        listening.Uplinks.Select(uplink => uplink.Address).Distinct().ShouldBe(
            ["application/a/device/0/event/up", "application/a/device/1/event/status", "application/a/device/2/event/up"]);
    }

    [Fact]
    public async Task A_topic_pattern_is_subscribed_to_with_its_device_level_open()
    {
        await using var listening = new Listening(Rig.Open(Options with { Format = UplinkFormat.Plain, Topics = ["city/+/well/{device}/#"] }));
        await HeardAsync(listening, "city/sh/well/7/up");
        listening.Uplinks[0].Address.ShouldBe("city/sh/well/7/up");
    }

    [Fact]
    public async Task A_broker_that_knows_only_MQTT_3_1_1_is_spoken_to_so()
    {
        await using var listening = new Listening(Rig.Open(Options with { Format = UplinkFormat.Tts }));
        await HeardAsync(listening, "v3/app@tenant/devices/dev1/up");
        // mosquitto's log writes the protocol as p2 (3.1.1) or p5 (5).
        _broker.Output.ShouldContain("edgewatch-agent-1-lora (p2");
    }

    [Fact]
    public async Task Agents_of_one_group_share_the_messages()
    {
        var shared = Options with { SharedGroup = "boxes" };
        await using var one = new Listening(UplinkSources.Open(shared, "box-1", TimeProvider.System, Rig, Rig.Metrics));
        await using var two = new Listening(UplinkSources.Open(shared, "box-2", TimeProvider.System, Rig, Rig.Metrics));
        await Eventually.TrueAsync(
            async () =>
            {
                await PublishAsync("application/a/device/0/event/up", "{}");
                return one.Uplinks.Count > 0 && two.Uplinks.Count > 0;
            },
            "both heard some");
        var before = one.Uplinks.Count + two.Uplinks.Count;
        for (var i = 0; i < 50; i++)
            await PublishAsync("application/a/device/1/event/up", $"{{\"n\":{i}}}");
        string[] All() => [.. one.Uplinks.Concat(two.Uplinks).Where(uplink => uplink.Address.Contains("device/1", StringComparison.Ordinal)).Select(uplink => Encoding.UTF8.GetString(uplink.Payload.Span))];
        await Eventually.TrueAsync(() => All().Length >= 50, "all came");
        All().ShouldBeUnique();
        before.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_wrong_password_is_said_in_the_status_and_the_source_tries_on()
    {
        await using var listening = new Listening(Rig.Open(Options with { Broker = Broker with { Password = "another-secret" } }));
        await Eventually.TrueAsync(() => listening.Status.LastError?.Contains("refused", StringComparison.Ordinal) == true, "refused");
        listening.Status.Live.ShouldBeFalse();
        listening.Status.LastError!.ShouldContain($"mqtt://localhost:{_broker.Port}");
        $"{listening.Status} {string.Join('\n', Rig.Lines)}".ShouldNotContain("another-secret");
    }

    [Fact]
    public async Task A_certificate_file_that_is_not_there_is_said_in_the_status_and_waited_for()
    {
        using var folder = new TempFolder();
        var time = new ManualTime();
        await using var listening = new Listening(Rig.Open(Options with { Broker = Broker with { CaFile = folder.File("ca.pem") } }, time));
        await Eventually.TrueAsync(() => listening.Status.LastError?.Contains("ca.pem", StringComparison.Ordinal) == true, "said");
        await File.WriteAllTextAsync(folder.File("ca.pem"), "no certificate");
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return listening.Status.LastError?.Contains("ca.pem", StringComparison.Ordinal) == false;
            },
            "tried again, and told what is wrong now");
        listening.Status.Live.ShouldBeFalse();
    }

    [Fact]
    public async Task What_comes_while_the_agent_is_away_waits_at_the_broker()
    {
        await using (var listening = new Listening(Rig.Open(Options)))
            await HeardAsync(listening, "application/a/device/0/event/up");
        for (var i = 0; i < 20; i++)
            await PublishAsync("application/a/device/9/event/up", $"{{\"n\":{i}}}");
        await using var again = new Listening(Rig.Open(Options));
        await Eventually.TrueAsync(() => again.Uplinks.Count(uplink => uplink.Address.Contains("/9/", StringComparison.Ordinal)) == 20, "all twenty");
    }

    [Fact]
    public async Task A_broker_that_was_away_is_connected_to_again()
    {
        await using var listening = new Listening(Rig.Open(Options));
        await HeardAsync(listening, "application/a/device/0/event/up");
        await _broker.StopAsync();
        await Eventually.TrueAsync(() => !listening.Status.Live, "down");
        await _broker.StartAgainAsync();
        await Eventually.TrueAsync(() => _publisher.IsConnected, "publisher back");
        var before = listening.Uplinks.Count;
        await HeardAsync(listening, "application/a/device/1/event/up");
        listening.Uplinks.Count.ShouldBeGreaterThan(before);
        listening.Status.LastError.ShouldNotBeNull();
    }

    /// <summary>The reader takes nothing: source and client hold no more than their queues, the rest waits at the broker and comes in order when it reads.</summary>
    [Fact]
    public async Task A_slow_reader_loses_nothing_and_memory_stays_bounded()
    {
        const int Sent = 20_000;
        await using var source = Rig.Open(Options with { Queue = 64 });
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var uplinks = source.ReadAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var first = uplinks.MoveNextAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await PublishAsync("application/a/device/0/event/up", "{\"n\":-1}");
                return first.IsCompleted;
            },
            "the first");
        var payload = new string('x', 1000);
        foreach (var batch in Enumerable.Range(0, Sent).Chunk(500))
            await Task.WhenAll(batch.Select(n => PublishAsync("application/a/device/1/event/up", $"{{\"n\":{n},\"pad\":\"{payload}\"}}").AsTask()));
        // Queue 64, the client's 1,024, and one read of the socket beyond it; far from the 20,000 that were sent.
        source.Status.Received.ShouldBeLessThan(2000);

        var next = 0;
        while (next < Sent && await uplinks.MoveNextAsync())
        {
            var text = Encoding.UTF8.GetString(uplinks.Current.Payload.Span);
            if (text.Contains("\"n\":-1", StringComparison.Ordinal))
                continue;
            text.ShouldStartWith($"{{\"n\":{next++},");
        }

        next.ShouldBe(Sent);
        await stop.CancelAsync();
    }

    private ValueTask PublishAsync(string topic, string payload) => _publisher.PublishAsync(new MqttPublish(topic, Encoding.UTF8.GetBytes(payload)), CancellationToken.None);

    /// <summary>Publishes until the source has heard: from then on its subscriptions stand.</summary>
    private async Task HeardAsync(Listening listening, string topic)
    {
        var before = listening.Uplinks.Count;
        await Eventually.TrueAsync(
            async () =>
            {
                await PublishAsync(topic, "{\"n\":-1}");
                return listening.Uplinks.Count > before;
            },
            $"{topic} heard");
    }
}
