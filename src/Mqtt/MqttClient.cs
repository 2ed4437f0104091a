using EdgeWatch.Mqtt.LibMosquitto;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Mqtt;

/// <summary>
/// The MQTT 5 client over libmosquitto: one thread talks to the broker, one task calls the handlers. Subscriptions that overlap each get the message.
/// </summary>
/// <param name="options">Broker, client id, last will.</param>
/// <param name="logger">Connections, losses and refusals.</param>
public sealed class MqttClient(MqttClientOptions options, ILogger<MqttClient> logger) : IMqttClient
{
    private readonly Lock _gate = new();
    private Subscription[] _subscriptions = [];
    private WakeablePoll? _poll;
    private Dispatcher? _dispatcher;
    private NetworkLoop? _loop;
    private Task? _disposal;

    /// <inheritdoc/>
    public bool IsConnected => _loop?.IsConnected ?? false;

    /// <summary>Why there is, or last was, no connection; in words.</summary>
    public string LastError => _loop?.LastError ?? "not started";

    /// <summary>Version of libmosquitto in use.</summary>
    /// <exception cref="MqttException">The library is missing or not of the 2.x series.</exception>
    public static Version LibraryVersion => MosquittoLibrary.Require();

    /// <inheritdoc/>
    public void Start(Action<bool>? connectionChanged = null)
    {
        _ = MosquittoLibrary.Require();
        Readable(options.Broker.CaFile, "caFile");
        Readable(options.Broker.CertificateFile, "certificateFile");
        Readable(options.Broker.KeyFile, "keyFile");
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposal is not null, this);
            if (_loop is not null)
                throw new InvalidOperationException($"the MQTT client {options.ClientId} was started already");
            _poll = new WakeablePoll();
            _dispatcher = new Dispatcher(() => Volatile.Read(ref _subscriptions), connectionChanged, _poll.Wake, logger);
            _loop = new NetworkLoop(options, () => Volatile.Read(ref _subscriptions), _dispatcher, _poll, logger);
            _loop.Start();
        }
    }

    /// <inheritdoc/>
    public void Subscribe(string filter, int qos, Func<MqttMessage, ValueTask> handler)
    {
        lock (_gate)
            Volatile.Write(ref _subscriptions, [.. _subscriptions, new Subscription(filter, qos, handler)]);
        _poll?.Wake();
    }

    /// <inheritdoc/>
    public async ValueTask PublishAsync(MqttPublish message, CancellationToken abort)
    {
        abort.ThrowIfCancellationRequested();
        var loop = _loop ?? throw new MqttException($"publish to {message.Topic} failed: the client was not started");
        var publish = new PendingPublish(message);
        await loop.PublishAsync(publish, abort);
        await publish.Task.WaitAsync(abort);
    }

    /// <summary>
    /// Disconnects in good order (the last will is not published), fails what has no answer yet and waits for the handler in progress; not to be called
    /// from a handler.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
            _disposal ??= CloseAsync();
        return new ValueTask(_disposal);
    }

    private static void Readable(string? file, string key)
    {
        if (file is null)
            return;
        try
        {
            using var stream = File.OpenRead(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MqttException($"broker.{key} '{file}' cannot be read: {error.Message}", error);
        }
    }

    private async Task CloseAsync()
    {
        if (_loop is null || _dispatcher is null)
            return;
        await _loop.StopAsync();
        await _dispatcher.DisposeAsync();
        _loop.Dispose();
    }
}
