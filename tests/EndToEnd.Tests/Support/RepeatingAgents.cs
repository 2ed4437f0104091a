using System.Collections.Concurrent;
using System.Text.Json;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>
/// What agents' outboxes do, without agents: each candidate is sent until it is acknowledged, again after three seconds; and one in five is sent twice at once, so that two
/// bridges have it at the same time.
/// </summary>
internal sealed class RepeatingAgents(int brokerPort, int seed) : IAsyncDisposable
{
    private const int MostUnderWay = 3_000;
    private const int Connections = 3;
    private static readonly TimeSpan SendAgainAfter = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<Guid, (string Topic, byte[] Payload, long SentAt)> _unacknowledged = new();
    private readonly List<MqttClient> _clients = [];
    private int _sent;

    /// <summary>Candidates handed over so far, each once.</summary>
    public int Sent => Volatile.Read(ref _sent);

    public int Unacknowledged => _unacknowledged.Count;

    /// <summary>Messages beyond the first of each candidate.</summary>
    public int Repeats { get; private set; }

    public async Task ConnectAsync()
    {
        for (var number = 0; number < Connections; number++)
            _clients.Add(new MqttClient(new MqttClientOptions(new BrokerOptions { Host = "localhost", Port = brokerPort }, $"agents-{number}"), NullLogger<MqttClient>.Instance));
        _clients[0].Subscribe(Topics.EveryAgent("acks"), 1, Acknowledged);
        foreach (var client in _clients)
            client.Start();
        await Eventually.TrueAsync(() => _clients.TrueForAll(client => client.IsConnected), "the agents are connected");
    }

    /// <summary>Sends all, and returns when all are acknowledged.</summary>
    public async Task SendAsync(IReadOnlyList<(string Topic, Guid Id, byte[] Payload)> candidates, TimeSpan limit)
    {
        var random = new Random(seed);
        foreach (var (topic, id, payload) in candidates)
        {
            if (Unacknowledged >= MostUnderWay)
                await RepeatUntilAsync(() => Unacknowledged < MostUnderWay, limit);
            _unacknowledged[id] = (topic, payload, Environment.TickCount64);
            await PublishAsync(topic, payload);
            if (random.Next(5) == 0)
                await RepeatAsync(topic, payload);
            Interlocked.Increment(ref _sent);
        }

        await RepeatUntilAsync(() => _unacknowledged.IsEmpty, limit);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
    }

    private Task RepeatUntilAsync(Func<bool> condition, TimeSpan limit) => Eventually.TrueAsync(
        async () =>
        {
            foreach (var (id, (topic, payload, sentAt)) in _unacknowledged.Where(waiting => Environment.TickCount64 - waiting.Value.SentAt > SendAgainAfter.TotalMilliseconds).ToList())
            {
                _unacknowledged.TryUpdate(id, (topic, payload, Environment.TickCount64), (topic, payload, sentAt));
                await RepeatAsync(topic, payload);
            }

            return condition();
        },
        $"all that was sent is acknowledged; {Unacknowledged} are not",
        limit);

    private Task RepeatAsync(string topic, byte[] payload)
    {
        Repeats++;
        return PublishAsync(topic, payload);
    }

    private Task PublishAsync(string topic, byte[] payload) => _clients[Sent % Connections].PublishAsync(new MqttPublish(topic, payload), CancellationToken.None).AsTask();

    private ValueTask Acknowledged(MqttMessage message)
    {
        var acknowledgement = JsonSerializer.Deserialize(message.Payload.Span, ContractsJson.Default.Acknowledgement)!;
        if (acknowledgement.Refused.Count > 0)
            throw new InvalidOperationException($"refused: {acknowledgement.Refused[0].Reason}");
        foreach (var id in acknowledgement.Committed)
            _unacknowledged.TryRemove(id, out _);
        return ValueTask.CompletedTask;
    }
}
