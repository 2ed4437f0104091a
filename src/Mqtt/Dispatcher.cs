using System.Buffers;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Mqtt;

/// <summary>
/// Hands what arrived to the handlers, one at a time and in order, on a task of its own. Bounded by count and bytes: when full, the network loop
/// stops reading (see <see cref="HasRoom"/>), TCP slows the broker down, and nothing is dropped here.
/// </summary>
internal sealed class Dispatcher : IAsyncDisposable
{
    private const int Capacity = 1024;
    private const long RoomyBytes = 32 * 1024 * 1024;

    /// <summary>
    /// A handler may await a publish while reading is paused; its PUBACK stands behind messages that are still unread. So reading goes on while publishes
    /// are pending, up to this much; beyond it the connection is let down by its keep-alive rather than memory grow.
    /// </summary>
    private const long SpareBytes = 4 * RoomyBytes;

    private readonly Channel<Delivery> _queue = Channel.CreateBounded<Delivery>(
        new BoundedChannelOptions(Capacity + 16) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Queue<Delivery> _spill = new();
    private readonly Func<IReadOnlyList<Subscription>> _subscriptions;
    private readonly Action<bool>? _connectionChanged;
    private readonly Action _roomMade;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _abort = new();
    private readonly Task _work;
    private long _bytes;
    private int _messages;

    public Dispatcher(Func<IReadOnlyList<Subscription>> subscriptions, Action<bool>? connectionChanged, Action roomMade, ILogger logger)
    {
        (_subscriptions, _connectionChanged, _roomMade, _logger) = (subscriptions, connectionChanged, roomMade, logger);
        _work = Task.Run(WorkAsync, CancellationToken.None);
    }

    /// <summary>Messages that wait.</summary>
    public int Waiting => Volatile.Read(ref _messages);

    /// <summary>Whether more may be read.</summary>
    public bool HasRoom => Waiting < Capacity && Interlocked.Read(ref _bytes) < RoomyBytes;

    /// <summary>Whether more may be read for the sake of a PUBACK behind it.</summary>
    public bool HasSpareRoom => Interlocked.Read(ref _bytes) < SpareBytes;

    /// <summary>Queues a copy of a message; called by the network loop only.</summary>
    public void Enqueue(string topic, ReadOnlySpan<byte> payload, bool retained, string? contentType, string? responseTopic)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(payload.Length);
        payload.CopyTo(buffer);
        Interlocked.Add(ref _bytes, payload.Length);
        Interlocked.Increment(ref _messages);
        Enqueue(new Delivery(topic, buffer, payload.Length, retained, contentType, responseTopic, Connected: null));
    }

    /// <summary>Queues news of the connection, so that it stands in order among the messages; called by the network loop only.</summary>
    public void Enqueue(bool connected) => Enqueue(new Delivery("", [], 0, false, null, null, connected));

    /// <summary>Moves what one read brought in excess into the queue; called by the network loop only.</summary>
    public void Flush()
    {
        while (_spill.TryPeek(out var delivery) && _queue.Writer.TryWrite(delivery))
            _spill.Dequeue();
    }

    /// <summary>Waits for the handler in progress; what waits behind it is let go.</summary>
    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        _queue.Writer.TryComplete();
        await _work;
        while (_queue.Reader.TryRead(out var delivery))
            Release(delivery);
        while (_spill.TryDequeue(out var delivery))
            Release(delivery);
        _abort.Dispose();
    }

    private void Enqueue(in Delivery delivery)
    {
        Flush();
        if (_spill.Count > 0 || !_queue.Writer.TryWrite(delivery))
            _spill.Enqueue(delivery);
    }

    private async Task WorkAsync()
    {
        while (!_abort.IsCancellationRequested && await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (!_abort.IsCancellationRequested && _queue.Reader.TryRead(out var delivery))
                await HandAsync(delivery);
        }
    }

    private async ValueTask HandAsync(Delivery delivery)
    {
        if (delivery.Connected is { } connected)
        {
            Tell(connected);
            return;
        }

        foreach (var subscription in _subscriptions())
        {
            if (!subscription.Covers(delivery.Topic))
                continue;
            try
            {
                await subscription.Handler(delivery.Message);
            }
            catch (Exception error)
            {
                _logger.HandlerFailed(error, subscription.Filter, delivery.Topic);
            }
        }

        var wasFull = !HasRoom;
        Release(delivery);
        if (wasFull)
            _roomMade();
    }

    private void Tell(bool connected)
    {
        try
        {
            _connectionChanged?.Invoke(connected);
        }
        catch (Exception error)
        {
            _logger.ListenerFailed(error);
        }
    }

    private void Release(in Delivery delivery)
    {
        if (delivery.Connected is not null)
            return;
        ArrayPool<byte>.Shared.Return(delivery.Buffer);
        Interlocked.Add(ref _bytes, -delivery.Length);
        Interlocked.Decrement(ref _messages);
    }

    private readonly record struct Delivery(
        string Topic, byte[] Buffer, int Length, bool Retained, string? ContentType, string? ResponseTopic, bool? Connected)
    {
        public MqttMessage Message => new(Topic, Buffer.AsMemory(0, Length), Retained, ContentType, ResponseTopic);
    }
}
