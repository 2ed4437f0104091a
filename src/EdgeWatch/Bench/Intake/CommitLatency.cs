using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.Contracts;
using EdgeWatch.Figures;
using EdgeWatch.Local;
using EdgeWatch.Mqtt;
using EdgeWatch.Terminal;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Bench.Intake;

/// <summary>
/// How long it takes from the publish of a candidate until its commit is acknowledged back to the publisher: over mosquitto, with the bridge as a process of its own on the
/// store that was filled before.
/// </summary>
/// <param name="name">In figures.</param>
/// <param name="store">Lines of the bridge's configuration that name the store.</param>
/// <param name="plan">What is measured.</param>
/// <param name="storeCpu">CPU seconds of the store's own processes so far; null where it works in the bridge.</param>
internal sealed class CommitLatency(string name, string store, IntakePlan plan, Func<double>? storeCpu)
{
    /// <summary>Connections that publish: a client has at most twenty messages under way.</summary>
    private const int Publishers = 4;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);

    /// <summary>Not measured: the compiler is at work while the first tens of thousands come, and a bridge runs for months.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Guid, long> _sent = new();
    private readonly ConcurrentBag<double> _milliseconds = [];
    private volatile bool _measuring;

    public async Task<IReadOnlyList<Figure>> RunAsync(CityFlow flow, CancellationToken stop)
    {
        var folder = Path.Combine(plan.Folder, name + "-bridge");
        Directory.CreateDirectory(folder);
        await using var children = new Children(folder);
        await using var mosquitto = await LocalBroker.StartAsync(Path.Combine(folder, "broker"), LocalBroker.FreePort(), stop);
        var address = $"http://127.0.0.1:{LocalBroker.FreePort()}";
        var bridge = children.StartSelf("bridge", "bridge", "--config", WriteConfiguration(folder, mosquitto.Port, address));
        await AnswersAsync(address, bridge, stop);
        var clients = await ConnectAsync(mosquitto.Port, stop);
        clients[0].Subscribe(Topics.EveryAgent("acks"), 1, Acknowledged);
        await PublishAsync(clients, flow, WarmUp, stop);
        _measuring = true;
        var (began, bridgeCpu, brokerCpu, stored) = (Stopwatch.GetTimestamp(), CpuClock.OfTree(bridge.Id), CpuClock.OfTree(mosquitto.ProcessId), storeCpu?.Invoke() ?? 0);
        var published = await PublishAsync(clients, flow, plan.Window, stop);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var microseconds = 1e6 / published;
        List<Figure> figures =
        [
            new($"intake.{name}.latency.perSecond", published / took, "1/s"),
            new($"intake.{name}.latency.bridgeCpu", (CpuClock.OfTree(bridge.Id) - bridgeCpu) * microseconds, "µs of a core per candidate"),
            new($"intake.{name}.latency.brokerCpu", (CpuClock.OfTree(mosquitto.ProcessId) - brokerCpu) * microseconds, "µs of a core per candidate"),
            .. storeCpu is null ? Array.Empty<Figure>() : [new($"intake.{name}.latency.storeCpu", (storeCpu() - stored) * microseconds, "µs of a core per candidate")],
        ];
        while (!_sent.IsEmpty && Stopwatch.GetElapsedTime(began) < plan.Window + Settle)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop);
        foreach (var client in clients)
            await client.DisposeAsync();
        var sorted = _milliseconds.Order().ToArray();
        return
        [
            new($"intake.{name}.publishToCommittedP50", sorted[sorted.Length / 2], "ms"),
            new($"intake.{name}.publishToCommittedP99", sorted[sorted.Length * 99 / 100], "ms"),
            new($"intake.{name}.publishToCommittedMost", sorted[^1], "ms"),
            new($"intake.{name}.latency.unacknowledged", _sent.Count, "1"),
            .. figures,
        ];
    }

    private ValueTask Acknowledged(MqttMessage message)
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var id in JsonSerializer.Deserialize(message.Payload.Span, ContractsJson.Default.Acknowledgement)!.Committed)
        {
            if (_sent.TryRemove(id, out var sent) && _measuring)
                _milliseconds.Add(Stopwatch.GetElapsedTime(sent, now).TotalMilliseconds);
        }

        return ValueTask.CompletedTask;
    }

    private async Task<int> PublishAsync(MqttClient[] clients, CityFlow flow, TimeSpan window, CancellationToken stop)
    {
        var (began, count, under) = (Stopwatch.GetTimestamp(), (int)(plan.Rate * window.TotalSeconds), new List<Task>());
        foreach (var (index, message) in flow.Flow(count).Index())
        {
            if (TimeSpan.FromSeconds((double)index / plan.Rate) - Stopwatch.GetElapsedTime(began) is var early && early > TimeSpan.FromMilliseconds(2))
                await Task.Delay(early, TimeProvider.System, stop);
            _sent[IdOf(message)] = Stopwatch.GetTimestamp();
            under.Add(clients[index % clients.Length].PublishAsync(new MqttPublish(message.Topic, message.Payload), stop).AsTask());
        }

        await Task.WhenAll(under);
        return count;
    }

    private static Guid IdOf(WaitingMessage message)
    {
        var reader = new Utf8JsonReader(message.Payload);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("id"u8) && reader.Read())
                return reader.GetGuid();
        }

        throw new InvalidOperationException("a candidate of the bench has no id");
    }

    private static async Task<MqttClient[]> ConnectAsync(int broker, CancellationToken stop)
    {
        MqttClient[] clients = [.. Enumerable.Range(1, Publishers).Select(number => new MqttClient(
            new MqttClientOptions(new BrokerOptions { Host = "127.0.0.1", Port = broker }, $"bench-intake-{number}"), NullLogger<MqttClient>.Instance))];
        foreach (var client in clients)
            client.Start();
        while (!clients.All(client => client.IsConnected))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop);
        return clients;
    }

    private string WriteConfiguration(string folder, int broker, string address)
    {
        var file = Path.Combine(folder, "bridge.yaml");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $$"""
            bridge:
              id: bench
              listen: {{address}}
              broker: { host: 127.0.0.1, port: {{broker}} }
              {{store}}
            """));
        return file;
    }

    private static async Task AnswersAsync(string address, Process bridge, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        while (true)
        {
            if (bridge.HasExited)
                throw new MissingPieceException($"the bridge ended with code {bridge.ExitCode} before it was measured; its log lies in the bench folder");
            try
            {
                using var answer = await http.GetAsync("/health", stop);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not there yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop);
        }
    }
}
