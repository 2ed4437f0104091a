using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;
using EdgeWatch.Mqtt.LibMosquitto;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Mqtt;

/// <summary>The thread that talks to the broker: connects, serves the connection until it is lost, waits, and connects again until stopped.</summary>
internal sealed class NetworkLoop : IDisposable
{
    private const int MostPending = 8192;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private readonly MqttClientOptions _options;
    private readonly Func<IReadOnlyList<Subscription>> _subscriptions;
    private readonly Dispatcher _dispatcher;
    private readonly ILogger _logger;
    private readonly WakeablePoll _poll;
    private readonly Backoff _backoff;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Channel<PendingPublish> _publishes = Channel.CreateBounded<PendingPublish>(
        new BoundedChannelOptions(1024) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private volatile bool _connected;
    private volatile bool _stopping;
    private bool _paused;

    public NetworkLoop(MqttClientOptions options, Func<IReadOnlyList<Subscription>> subscriptions, Dispatcher dispatcher, WakeablePoll poll, ILogger logger)
    {
        (_options, _subscriptions, _dispatcher, _poll, _logger) = (options, subscriptions, dispatcher, poll, logger);
        _backoff = new Backoff(options.ReconnectDelay, options.ReconnectLimit, Random.Shared);
    }

    /// <summary>Whether CONNACK accepted and the connection stands.</summary>
    public bool IsConnected => _connected;

    /// <summary>Why there is no connection; stays after recovery.</summary>
    public string LastError { get; private set; } = "not started";

    public void Start()
    {
        LastError = "connecting";
        new Thread(Run) { IsBackground = true, Name = $"mqtt {_options.ClientId}" }.Start();
    }

    /// <summary>Queues a publish; waits where very many are queued already.</summary>
    public async ValueTask PublishAsync(PendingPublish publish, CancellationToken abort)
    {
        if (!_connected)
            throw new MqttException($"publish to {publish.Message.Topic} failed: not connected to {_options.Broker} ({LastError})");
        try
        {
            if (!_publishes.Writer.TryWrite(publish))
                await _publishes.Writer.WriteAsync(publish, abort);
        }
        catch (ChannelClosedException closed)
        {
            throw new MqttException($"publish to {publish.Message.Topic} failed: the client has stopped", closed);
        }

        _poll.Wake();
    }

    /// <summary>Says goodbye and ends the thread.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        _poll.Wake();
        return _ended.Task;
    }

    public void Dispose() => _poll.Dispose();

    private void Run()
    {
        try
        {
            while (!_stopping)
                ConnectAndServe();
        }
        catch (Exception error)
        {
            LastError = error.Message;
            _logger.LoopFailed(error, _options.Broker.ToString());
        }
        finally
        {
            _connected = false;
            _publishes.Writer.TryComplete();
            FailQueued("the client has stopped");
            _ended.SetResult();
        }
    }

    private void ConnectAndServe()
    {
        using var connection = new MosquittoConnection(_options, _dispatcher, SubscriptionRefused);
        var started = Stopwatch.GetTimestamp();
        var reason = Reach() ?? connection.Connect(_options) ?? AwaitAcceptance(connection);
        var accepted = reason is null;
        if (accepted)
        {
            _connected = true;
            _logger.Connected(_options.Broker.ToString(), _options.ClientId);
            reason = ServeUntilLost(connection);
        }

        LastError = reason ?? "stopped";
        _connected = false;
        connection.FailPending(LastError);
        FailQueued(LastError);
        if (accepted)
            _dispatcher.Enqueue(connected: false);
        if (_stopping)
            return;
        _backoff.Held(accepted ? Stopwatch.GetElapsedTime(started) : TimeSpan.Zero);
        var delay = _backoff.Next();
        if (accepted)
            _logger.ConnectionLost(_options.Broker.ToString(), LastError, delay);
        else
            _logger.ConnectFailed(_options.Broker.ToString(), LastError, delay);
        PauseFor(delay);
    }

    /// <summary>
    /// Tries the address first, in managed code, where a broker that swallows packets costs 10 s and a stop is heeded; the library's own connect would block
    /// for the kernel's two minutes.
    /// </summary>
    private string? Reach()
    {
        var probe = ProbeAsync();
        _ = probe.ContinueWith(_ => _poll.Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!probe.IsCompleted && !_stopping)
        {
            _poll.Wait(-1, 0, Tick);
            FailQueued(LastError);
        }

        return _stopping ? "stopped" : probe.GetAwaiter().GetResult();
    }

    private async Task<string?> ProbeAsync()
    {
        using var timeout = new CancellationTokenSource(ConnectTimeout);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(_options.Broker.Host, _options.Broker.Port, timeout.Token);
            return null;
        }
        catch (SocketException error)
        {
            return error.Message;
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {ConnectTimeout.TotalSeconds:0} s";
        }
    }

    private string? AwaitAcceptance(MosquittoConnection connection)
    {
        var started = Stopwatch.GetTimestamp();
        while (!connection.Accepted)
        {
            if (_stopping)
                return "stopped";
            if (Stopwatch.GetElapsedTime(started) > ConnectTimeout)
                return $"no CONNACK within {ConnectTimeout.TotalSeconds:0} s; is this an MQTT 5 broker?";
            if (PollOnce(connection, read: true) is { } reason)
                return reason;
        }

        return null;
    }

    private string? ServeUntilLost(MosquittoConnection connection)
    {
        var subscribed = 0;
        var told = false;
        var lastRead = Stopwatch.GetTimestamp();
        while (true)
        {
            var subscriptions = _subscriptions();
            for (; subscribed < subscriptions.Count; subscribed++)
                connection.Subscribe(subscriptions[subscribed]);
            if (!told)
                _dispatcher.Enqueue(connected: told = true);
            _dispatcher.Flush();
            while (connection.Pending < MostPending && _publishes.Reader.TryRead(out var publish))
                connection.Publish(publish);
            if (_stopping)
            {
                connection.Disconnect();
                return null;
            }

            var read = MayRead(connection, lastRead);
            if (read)
                lastRead = Stopwatch.GetTimestamp();
            if (PollOnce(connection, read) is { } reason)
                return reason;
        }
    }

    /// <summary>
    /// While the handlers are behind, reading stops; but one packet is let in every third of the keep-alive, so that pings are seen and a handler that
    /// takes its time does not cost the connection.
    /// </summary>
    private bool MayRead(MosquittoConnection connection, long lastRead)
    {
        var room = _dispatcher.HasRoom;
        if (!room && !_paused)
            _logger.ReadingPaused(_options.Broker.ToString(), _dispatcher.Waiting);
        _paused = !room;
        return room
            || (_dispatcher.HasSpareRoom && (connection.Pending > 0 || Stopwatch.GetElapsedTime(lastRead) > _options.KeepAlive / 3));
    }

    private string? PollOnce(MosquittoConnection connection, bool read)
    {
        var wanted = (short)((read ? WakeablePoll.In : 0) | (connection.WantsWrite ? WakeablePoll.Out : 0));
        var ready = _poll.Wait(connection.Socket, wanted, Tick);
        return connection.Serve((ready & WakeablePoll.In) != 0 && read, (ready & WakeablePoll.Out) != 0);
    }

    private void PauseFor(TimeSpan delay)
    {
        var started = Stopwatch.GetTimestamp();
        while (!_stopping && Stopwatch.GetElapsedTime(started) is var waited && waited < delay)
        {
            _poll.Wait(-1, 0, delay - waited);
            FailQueued(LastError);
            _dispatcher.Flush();
        }
    }

    private void FailQueued(string reason)
    {
        while (_publishes.Reader.TryRead(out var publish))
            publish.Fail(reason);
    }

    private void SubscriptionRefused(string filter, string reason) => _logger.SubscriptionRefused(_options.Broker.ToString(), filter, reason);
}
