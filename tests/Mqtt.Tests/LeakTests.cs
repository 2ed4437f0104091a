using System.Diagnostics;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Mqtt.Tests;

/// <summary>Alone: they measure the whole process.</summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakCollection;

[Collection(nameof(LeakTests))]
public sealed class LeakTests
{
    [Fact]
    public void Ten_thousand_native_clients_hold_memory_flat()
    {
        Rounds(2_000);
        var before = ResidentBytes();

        Rounds(10_000);

        // A leak of one small native client (about 1 KiB) a round would be 10 MiB.
        (ResidentBytes() - before).ShouldBeLessThan(6L * 1024 * 1024);
    }

    [Fact]
    public async Task A_thousand_whole_connections_hold_memory_threads_and_descriptors_flat()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await ConnectionsAsync(broker, 200);
        var (before, descriptors) = (ResidentBytes(), Descriptors());

        await ConnectionsAsync(broker, 1_000);

        (ResidentBytes() - before).ShouldBeLessThan(16L * 1024 * 1024);
        Descriptors().ShouldBeLessThan(descriptors + 10);
    }

    private static async Task ConnectionsAsync(MosquittoBroker broker, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await using var client = new MqttClient(broker.Options("leak"), NullLogger<MqttClient>.Instance);
            var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            client.Subscribe("x", 1, _ => ValueTask.CompletedTask);
            client.Start(_ => connected.TrySetResult());
            await connected.Task.WaitAsync(TimeSpan.FromSeconds(10));
            await client.PublishAsync(Clients.Text("x", "y") with { ContentType = "text/plain" }, CancellationToken.None);
        }
    }

    private static int Descriptors() => Directory.GetFiles("/proc/self/fd").Length;

    private static void Rounds(int count)
    {
        var options = new MqttClientOptions(new BrokerOptions { User = "u", Password = "p" }, "leak")
        {
            Will = new MqttPublish("will", new byte[200]) { ContentType = "application/json", ResponseTopic = "r" },
        };
        for (var i = 0; i < count; i++)
        {
            using var connection = new LibMosquitto.MosquittoConnection(options, null!, (_, _) => { });
        }
    }

    private static long ResidentBytes()
    {
        // What the collector keeps for later goes back, too: as much as the processor has cache, and so another amount on each machine.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
