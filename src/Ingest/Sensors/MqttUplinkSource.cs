using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeWatch.Ingest.Sensors.Envelopes;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>
/// Uplinks from an MQTT broker, with QoS 1. Nothing is dropped here: when the reader falls behind, the queue fills, the client stops reading, and the messages wait at the
/// broker, as many as it is set to keep.
/// </summary>
internal sealed class MqttUplinkSource : IUplinkSource
{
    private readonly UplinkSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly UplinkSourceBoard _board;
    private readonly MqttClient _client;
    private readonly Channel<Uplink> _queue;
    private readonly CancellationTokenSource _abort = new();
    private volatile string? _unable;
    private volatile bool _closing;
    private int _disposed;

    public MqttUplinkSource(UplinkSourceOptions options, string agent, TimeProvider time, ILoggerFactory logs, IngestMetrics metrics)
    {
        (_options, _time) = (options, time);
        _board = new UplinkSourceBoard(options.Name, time, logs.CreateLogger<MqttUplinkSource>(), metrics);
        _queue = Channel.CreateBounded<Uplink>(
            new BoundedChannelOptions(options.Queue) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });
        var client = new MqttClientOptions(options.Broker, $"edgewatch-{agent}-{options.Name}")
        {
            Protocol = options.Protocol ?? (options.Format == UplinkFormat.Tts ? MqttProtocol.Mqtt311 : MqttProtocol.Mqtt5),
            SessionExpiry = options.SessionExpiry,
            ReconnectDelay = options.ReconnectDelay,
            ReconnectLimit = options.ReconnectLimit,
        };
        _client = new MqttClient(client, logs.CreateLogger<MqttClient>());
    }

    public UplinkSourceStatus Status
    {
        get
        {
            var status = _board.Status;
            return status.Live ? status : status with { LastError = _unable ?? $"{_options.Broker}: {_client.LastError}" };
        }
    }

    public async IAsyncEnumerable<Uplink> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var topic in KnownEnvelopes.TopicsOf(_options))
            _client.Subscribe(_options.SharedGroup is null ? topic.Filter : $"$share/{_options.SharedGroup}/{topic.Filter}", qos: 1, TakeAsync);
        if (!await StartAsync(stop))
            yield break;
        // The broker was told that it has come: what is in the queue at the stop is handed on.
        await using var closing = stop.Register(() => _ = CloseAsync());
        await foreach (var uplink in _queue.Reader.ReadAllAsync(CancellationToken.None))
            yield return uplink;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        // A handler may wait for room in a queue that nobody reads any more.
        await _abort.CancelAsync();
        await CloseAsync();
        _abort.Dispose();
    }

    /// <summary>Connects from now on; where the library or a TLS file is missing it says so and tries again.</summary>
    private async Task<bool> StartAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _client.Start(Changed);
                _unable = null;
                return true;
            }
            catch (MqttException error)
            {
                _board.Down(_unable = $"{_options.Broker}: {error.Message}");
            }

            await Task.Delay(_options.ReconnectLimit, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    /// <summary>Ends the connection, then the queue; whoever reads it takes the rest. Begun at the stop, waited for at the disposal.</summary>
    private async Task CloseAsync()
    {
        _closing = true;
        await _client.DisposeAsync();
        _queue.Writer.TryComplete();
    }

    private async ValueTask TakeAsync(MqttMessage message)
    {
        var uplink = new Uplink { Source = _options.Name, Address = message.Topic, Payload = message.Payload.ToArray(), ReceivedAt = _time.GetUtcNow() };
        try
        {
            await _queue.Writer.WriteAsync(uplink, _abort.Token);
            _board.Received();
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            // Disposed of without a stop: nobody will read it.
        }
    }

    private void Changed(bool connected)
    {
        if (connected)
            _board.Live($"{_options.Broker}");
        // A source that is asked to end has not gone down.
        else if (!_closing)
            _board.Down($"{_options.Broker}: {_client.LastError}");
    }
}
