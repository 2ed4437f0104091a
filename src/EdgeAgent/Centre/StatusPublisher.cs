using System.Text.Json;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Centre;

/// <summary>
/// Keeps the retained status and the reported settings true: looks once a second whether a camera has changed its state or settings have changed, and
/// publishes at once then, after each connection, and every 30 s. The second is at the same time what gathers a burst of changes.
/// </summary>
internal sealed class StatusPublisher(
    string agent, CentreHooks hooks, Func<ReportedSettings> reported, Func<long> outboxRows, IMqttClient client, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(30);
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly Signal _signal = new();
    private int _wanted;
    private DateTimeOffset _publishedAt = DateTimeOffset.MinValue;
    private string _publishedStates = "";
    private ReportedSettings? _publishedSettings;

    /// <summary>The last will: what the broker tells when the agent is lost.</summary>
    public static MqttPublish Will(string agent, CentreHooks hooks, TimeProvider time) => Message(
        agent, new AgentStatus { Agent = agent, Online = false, Version = hooks.Version, At = time.GetUtcNow(), Models = hooks.Models });

    /// <summary>A connection stands, or the settings have changed: both are published at once.</summary>
    public void PublishNow()
    {
        Volatile.Write(ref _wanted, 1);
        _signal.Set();
    }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stop);
            }
            catch (MqttException failure)
            {
                _publishedAt = DateTimeOffset.MinValue;
                Log.StateNotPublished(logger, "Status or settings", failure.Message);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                Log.LinkRoundFailed(logger, error, "The status");
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await _signal.WaitAsync(Round, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Says goodbye: the same as the last will, of our own accord.</summary>
    public ValueTask PublishOfflineAsync(CancellationToken abort) => client.PublishAsync(Will(agent, hooks, time), abort);

    private async Task RoundAsync(CancellationToken stop)
    {
        if (!client.IsConnected)
            return;
        var wanted = Interlocked.Exchange(ref _wanted, 0) != 0;
        var (cameras, settings) = (hooks.Cameras(), reported());
        if (wanted || !ReferenceEquals(settings, _publishedSettings))
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(settings, ContractsJson.Default.ReportedSettings);
            await client.PublishAsync(Json(Topics.SettingsReported(agent), body), stop);
            _publishedSettings = settings;
            wanted = true;
        }

        var sources = hooks.Sensors?.Sources();
        var states = string.Join('\n', cameras.Select(camera => $"{camera.Camera} {camera.State} {camera.LastError}").Concat(sources?.Select(source => $"{source.Source} {source.Live} {source.LastError}") ?? []));
        if (!wanted && states == _publishedStates && time.GetUtcNow() - _publishedAt < Refresh)
            return;
        await client.PublishAsync(Message(agent, StatusOf(cameras, sources, settings)), stop);
        (_publishedStates, _publishedAt) = (states, time.GetUtcNow());
    }

    private AgentStatus StatusOf(IReadOnlyList<CameraStatus> cameras, IReadOnlyList<SensorSourceStatus>? sources, ReportedSettings settings) => new()
    {
        Agent = agent,
        Online = true,
        Version = hooks.Version,
        At = time.GetUtcNow(),
        StartedAt = _startedAt,
        SettingsRevision = settings.Revision,
        OutboxRows = outboxRows(),
        Models = hooks.Models,
        Cameras = cameras,
        SensorSources = sources,
    };

    private static MqttPublish Message(string agent, AgentStatus status) =>
        Json(Topics.Status(agent), JsonSerializer.SerializeToUtf8Bytes(status, ContractsJson.Default.AgentStatus));

    private static MqttPublish Json(string topic, byte[] body) => new(topic, body) { Retain = true, ContentType = "application/json" };
}
