using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Centre;

/// <summary>
/// The agent's side of the wire: one connection to the broker; over it the outbox empties, the status stands, settings and requests arrive. Without a
/// broker nothing here fails; it waits, and the outbox keeps.
/// </summary>
internal sealed class CentreLink : IAsyncDisposable
{
    /// <summary>How long an orderly stop waits for the bridge to take the last rows.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);
    private readonly string _agent;
    private readonly Outbox.Outbox _outbox;
    private readonly SettingsDesk _settings;
    private readonly IMqttClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OutboxPublisher _publisher;
    private readonly StatusPublisher _status;
    private readonly ZeroReporter _reporter;
    private readonly SensorPagePublisher? _sensors;
    private readonly RequestDesk _requests;
    private readonly Signal _emptied = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    public CentreLink(
        AgentOptions options,
        CentreHooks hooks,
        Outbox.Outbox outbox,
        SettingsDesk settings,
        MakeMqttClient makeClient,
        AgentMetrics metrics,
        TimeProvider time,
        ILogger<CentreLink> logger)
    {
        (_agent, _outbox, _settings, _time, _logger) = (options.Id, outbox, settings, time, logger);
        _client = makeClient(new MqttClientOptions(options.Broker, $"edgewatch-agent-{options.Id}") { Will = StatusPublisher.Will(options.Id, hooks, time) });
        _publisher = new OutboxPublisher(options.Id, options.Outbox, outbox, _client, time, logger);
        _status = new StatusPublisher(options.Id, hooks, () => settings.Reported, () => outbox.Rows, _client, time, logger);
        _reporter = new ZeroReporter(options.Id, options.ReportInterval, hooks, metrics, outbox, time, logger);
        _sensors = hooks.Sensors is { } sensors ? new SensorPagePublisher(options.Id, sensors.Pages, hooks.SensorKeeper, _client, time, logger) : null;
        _requests = new RequestDesk(options.Id, hooks, _client, metrics, logger);
    }

    /// <summary>Whether the broker has accepted the connection at present.</summary>
    public bool IsConnected => _client.IsConnected;

    /// <summary>Begins to connect and to send.</summary>
    /// <exception cref="MqttException">libmosquitto is missing, or a TLS file cannot be read.</exception>
    public void Start()
    {
        _outbox.Appended = Changed;
        _settings.Changed += _status.PublishNow;
        _client.Subscribe(Topics.Acks(_agent), 1, message => TakeAsync(message, ContractsJson.Default.Acknowledgement, AcknowledgeAsync));
        _client.Subscribe(Topics.SettingsDesired(_agent), 1, message => TakeAsync(message, ContractsJson.Default.DesiredSettings, ApplyAsync));
        _client.Subscribe(Topics.Requests(_agent), 1, message => TakeAsync(message, ContractsJson.Default.AgentRequest, RequestAsync));
        _client.Start(ConnectionChanged);
        _work = Task.WhenAll(
            Task.Run(() => _publisher.RunAsync(_stop.Token)),
            Task.Run(() => _status.RunAsync(_stop.Token)),
            Task.Run(() => _reporter.RunAsync(_stop.Token)),
            Task.Run(() => _sensors?.RunAsync(_stop.Token) ?? Task.CompletedTask),
            Task.Run(() => _requests.RunAsync(_stop.Token)));
    }

    /// <summary>
    /// An orderly end: writes the last zero report, gives the bridge a moment to take what waits, and says goodbye. What is not taken stays in the outbox.
    /// </summary>
    public async Task StopAsync(CancellationToken abort)
    {
        try
        {
            await _reporter.ReportAsync(abort);
            if (_client.IsConnected)
                await EmptyAsync(abort);
            await _stop.CancelAsync();
            await _work;
            if (_client.IsConnected)
                await _status.PublishOfflineAsync(abort);
        }
        catch (Exception failure) when (failure is MqttException or OperationCanceledException)
        {
            // The last will says the same a little later, and the outbox keeps the report.
            Log.StateNotPublished(_logger, "The farewell", failure.Message);
        }

        Log.LinkEnded(_logger, _outbox.Rows);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _settings.Changed -= _status.PublishNow;
        _outbox.Appended = null;
        await _client.DisposeAsync();
        _stop.Dispose();
    }

    private async Task EmptyAsync(CancellationToken abort)
    {
        var started = _time.GetTimestamp();
        while (_outbox.Rows > 0 && Farewell - _time.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
            await _emptied.WaitAsync(left, _time, abort);
    }

    private void Changed()
    {
        _publisher.Appended();
        _emptied.Set();
    }

    private void ConnectionChanged(bool connected)
    {
        if (!connected)
            return;
        _publisher.Connected();
        _status.PublishNow();
        _sensors?.PublishAll();
    }

    private ValueTask AcknowledgeAsync(Acknowledgement acknowledgement) => _publisher.AcknowledgeAsync(acknowledgement, _stop.Token);

    private ValueTask ApplyAsync(DesiredSettings desired)
    {
        _settings.Apply(desired);
        return ValueTask.CompletedTask;
    }

    private ValueTask RequestAsync(AgentRequest request)
    {
        _requests.Take(request);
        return ValueTask.CompletedTask;
    }

    /// <summary>A message that is no good is passed over with its reason; an empty one on a retained topic only says that there is none.</summary>
    private async ValueTask TakeAsync<T>(MqttMessage message, JsonTypeInfo<T> type, Func<T, ValueTask> handle)
        where T : class
    {
        if (message.Payload.IsEmpty)
            return;
        try
        {
            var value = JsonSerializer.Deserialize(message.Payload.Span, type) ?? throw new JsonException("null");
            await handle(value);
        }
        catch (JsonException error)
        {
            Log.MessageUnreadable(_logger, message.Topic, error.Message);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The agent ends; the bridge will say it again.
        }
    }
}

/// <summary>Makes the client of the link; a test seam.</summary>
internal delegate IMqttClient MakeMqttClient(MqttClientOptions options);
