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
            return status.Live ? status : status with { LastError = $"{_options.Broker}: {_client.LastError}" };
        }
    }

    public async IAsyncEnumerable<Uplink> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var topic in KnownEnvelopes.TopicsOf(_options))
            _client.Subscribe(_options.SharedGroup is null ? topic.Filter : $"$share/{_options.SharedGroup}/{topic.Filter}", qos: 1, TakeAsync);
        _client.Start(Changed);
        while (await WaitAsync(stop))
        {
            while (!stop.IsCancellationRequested && _queue.Reader.TryRead(out var uplink))
                yield return uplink;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        // A handler may wait for room in a queue that nobody reads any more.
        await _abort.CancelAsync();
        await _client.DisposeAsync();
        _queue.Writer.TryComplete();
        _abort.Dispose();
    }

    private async ValueTask<bool> WaitAsync(CancellationToken stop)
    {
        try
        {
            return await _queue.Reader.WaitToReadAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private ValueTask TakeAsync(MqttMessage message)
    {
        _board.Received();
        return _queue.Writer.WriteAsync(
            new Uplink { Source = _options.Name, Address = message.Topic, Payload = message.Payload.ToArray(), ReceivedAt = _time.GetUtcNow() }, _abort.Token);
    }

    private void Changed(bool connected)
    {
        if (connected)
            _board.Live($"{_options.Broker}");
        else
            _board.Down($"{_options.Broker}: {_client.LastError}");
    }
}
