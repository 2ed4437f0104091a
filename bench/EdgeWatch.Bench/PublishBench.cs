using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Bench;

/// <summary>QoS 1 publishes of 1 KB through our client to a real mosquitto, a window of them under way at a time; one operation is one publish acknowledged.</summary>
[MemoryDiagnoser]
public class PublishBench
{
    private const int Messages = 20_000;
    private readonly byte[] _payload = new byte[1024];
    private Process? _broker;
    private MqttClient? _client;

    [Params(1, 20, 100)]
    public int Window { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        _broker = Process.Start(File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto", $"-p {port}");
        var options = new MqttClientOptions(new BrokerOptions { Port = port }, "bench") { ReconnectLimit = TimeSpan.FromMilliseconds(200) };
        _client = new MqttClient(options, NullLogger<MqttClient>.Instance);
        var connected = new TaskCompletionSource();
        _client.Start(_ => connected.TrySetResult());
        await connected.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task PublishAsync() => Task.WhenAll(Enumerable.Range(0, Window).Select(_ => PublishSomeAsync(Messages / Window)));

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _client!.DisposeAsync();
        _broker!.Kill();
        _broker.Dispose();
    }

    private async Task PublishSomeAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _client!.PublishAsync(new MqttPublish("bench/events", _payload), CancellationToken.None);
    }
}
