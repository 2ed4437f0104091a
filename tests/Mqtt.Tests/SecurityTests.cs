using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Mqtt.Tests;

public sealed class SecurityTests
{
    [Fact]
    public async Task Over_TLS_with_the_right_authority_a_burst_passes_whole()
    {
        await using var broker = await MosquittoBroker.StartAsync(new() { Tls = true });
        await using var client = await broker.ConnectAsync();
        var received = client.Collect("tls");
        await client.UntilHeardAsync("tls", received);
        var before = received.Count;

        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => client.PublishAsync(Clients.Text("tls", new string('x', 5000)), CancellationToken.None).AsTask()));

        await received.CountAsync(before + 300);
    }

    [Fact]
    public async Task A_broker_whose_certificate_another_authority_signed_is_refused_in_words()
    {
        await using var broker = await MosquittoBroker.StartAsync(new() { Tls = true });
        var options = broker.Options() with { Broker = new BrokerOptions { Host = broker.Host, Port = broker.Port, CaFile = await broker.MakeForeignCaAsync() } };
        await using var client = new MqttClient(options, NullLogger<MqttClient>.Instance);
        client.Start();

        await Eventually.TrueAsync(() => client.LastError.Contains("certificate", StringComparison.OrdinalIgnoreCase), "certificate named");

        client.IsConnected.ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_words_without_showing_it()
    {
        await using var broker = await MosquittoBroker.StartAsync(new() { User = "agent", Password = "right" });
        var at = new BrokerOptions { Host = broker.Host, Port = broker.Port, User = "agent", Password = "s3cret-wrong" };
        await using var client = new MqttClient(broker.Options() with { Broker = at }, NullLogger<MqttClient>.Instance);
        client.Start();
        await Eventually.TrueAsync(() => client.LastError.Contains("Not authorized", StringComparison.OrdinalIgnoreCase), "refusal named");

        var error = await Should.ThrowAsync<MqttException>(client.PublishAsync(Clients.Text("t", "x"), CancellationToken.None).AsTask());

        error.Message.ShouldContain("check user, password");
        error.Message.ShouldNotContain("s3cret");
        at.ToString().ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task The_right_password_is_accepted()
    {
        await using var broker = await MosquittoBroker.StartAsync(new() { User = "agent", Password = "right" });
        var at = new BrokerOptions { Host = broker.Host, Port = broker.Port, User = "agent", Password = "right" };

        await using var client = await (broker.Options() with { Broker = at }).ConnectAsync();

        client.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public void A_missing_TLS_file_is_told_at_start_with_its_key()
    {
        var options = new MqttClientOptions(new BrokerOptions { CaFile = "/nonexistent/ca.crt" }, "c");
        var client = new MqttClient(options, NullLogger<MqttClient>.Instance);

        Should.Throw<MqttException>(() => client.Start()).Message.ShouldContain("broker.caFile '/nonexistent/ca.crt' cannot be read");
    }

    [Fact]
    public void A_library_of_another_series_is_objected_to_with_the_package_to_install()
    {
        LibMosquitto.MosquittoLibrary.Objection(new Version(1, 6, 10)).ShouldNotBeNull().ShouldContain("apt install libmosquitto1");
        LibMosquitto.MosquittoLibrary.Objection(new Version(2, 0, 11)).ShouldBeNull();
        MqttClient.LibraryVersion.Major.ShouldBe(2);
    }
}
