using System.Text.Json;
using System.Threading.Channels;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Settings;

/// <summary>
/// Keeps what the broker holds for the agents the same as what the store desires: after each change, after each connection (a broker that lost its files has
/// nothing), and whenever a message shows an older revision.
/// </summary>
internal sealed class DesiredSettingsPublisher(CaseStore store, IMqttClient mqtt, ILogger<DesiredSettingsPublisher> log) : BackgroundService
{
    // DropOldest: an agent's name that is dropped is found again at the next connection; with fewer agents than places none ever is.
    private readonly Channel<string> _due = Channel.CreateBounded<string>(
        new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private const string EveryAgent = "*";

    public void Connected() => _due.Writer.TryWrite(EveryAgent);

    public void Changed(string agent) => _due.Writer.TryWrite(agent);

    public void AgentReported(string agent, ReadOnlySpan<byte> json)
    {
        if (Revision(json, "received"u8) is { } received)
            PublishIfOlder(agent, received);
    }

    public void BrokerHolds(string agent, ReadOnlySpan<byte> json)
    {
        if (Revision(json, "revision"u8) is { } revision)
            PublishIfOlder(agent, revision);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
                await PublishAsync(await _due.Reader.ReadAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start publishes all of them.
        }
    }

    private async Task PublishAsync(string due, CancellationToken stop)
    {
        try
        {
            foreach (var agent in due == EveryAgent ? store.Read(transaction => transaction.AgentsWithSettings()) : [due])
            {
                // Read at the last moment: of two changes that follow each other, the later is published twice rather than the earlier last.
                if (store.Read(transaction => transaction.Desired(agent)) is not { } desired)
                    continue;
                await mqtt.PublishAsync(
                    new MqttPublish(Topics.SettingsDesired(agent), JsonSerializer.SerializeToUtf8Bytes(desired, ContractsJson.Default.DesiredSettings))
                    {
                        Retain = true,
                        ContentType = "application/json",
                    },
                    stop);
                log.SettingsPublished(agent, desired.Revision);
            }
        }
        catch (Exception exception) when (exception is MqttException or StoreAwayException)
        {
            log.SettingsNotPublished(due, exception.Message);
        }
    }

    private void PublishIfOlder(string agent, long revision)
    {
        try
        {
            if (store.Read(transaction => transaction.Desired(agent)) is { } desired && revision < desired.Revision)
                Changed(agent);
        }
        catch (StoreAwayException exception)
        {
            log.SettingsNotPublished(agent, exception.Message);
        }
    }

    private static long? Revision(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.TryGetInt64(out var revision)
                ? revision
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // The revision is no number.
            return null;
        }
    }
}
