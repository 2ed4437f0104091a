using System.Net.Sockets;

namespace EdgeWatch.CameraSimulator.Playback;

/// <summary>Everything that goes out over one RTSP connection: answers and interleaved packets, never mixed up, never blocking. Safe from any thread.</summary>
internal sealed class ConnectionOutput
{
    private readonly Lock _gate = new();
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly ByteQueue _queue;
    private long _lastProgress;

    /// <summary>Takes over the sending side of a socket.</summary>
    public ConnectionOutput(Socket socket, int limit, TimeProvider time)
    {
        (_socket, _time, _queue) = (socket, time, new ByteQueue(limit));
        _lastProgress = time.GetTimestamp();
        socket.Blocking = false;
        socket.NoDelay = true;
    }

    /// <summary>How long bytes have been waiting without one going out; null while they flow.</summary>
    public TimeSpan? StuckFor
    {
        get
        {
            lock (_gate)
                return _queue.Count == 0 ? null : _time.GetElapsedTime(_lastProgress);
        }
    }

    /// <summary>Sends what the socket takes and keeps the rest; false where that would exceed the limit, and nothing was taken.</summary>
    public bool Send(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            FlushQueue();
            var sent = _queue.Count == 0 ? TrySend(bytes) : 0;
            // A part of a block is sent only while the queue is empty, which then takes the rest whatever its length: no block is ever cut off.
            return sent == bytes.Length || _queue.TryAppend(bytes[sent..]);
        }
    }

    /// <summary>Goes on with what waits; true when nothing does any more.</summary>
    public bool Flush()
    {
        lock (_gate)
        {
            FlushQueue();
            return _queue.Count == 0;
        }
    }

    private void FlushQueue()
    {
        while (_queue.Count > 0 && TrySend(_queue.Waiting) is > 0 and var sent)
            _queue.Consume(sent);
    }

    private int TrySend(ReadOnlySpan<byte> bytes)
    {
        try
        {
            // A lost connection is noticed, and cleaned up, by whoever reads from it.
            var sent = _socket.Send(bytes, SocketFlags.None, out _);
            if (sent > 0)
                _lastProgress = _time.GetTimestamp();
            return Math.Max(sent, 0);
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }
}
