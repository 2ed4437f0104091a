namespace EdgeWatch.CameraSimulator.Playback;

/// <summary>
/// Bytes that wait for one client, up to a limit; a single block always fits into an empty queue, however large it is. For one thread at a time.
/// </summary>
internal sealed class ByteQueue(int limit)
{
    private byte[] _bytes = [];
    private int _start;

    /// <summary>Bytes that wait.</summary>
    public int Count { get; private set; }

    /// <summary>What waits, oldest first.</summary>
    public ReadOnlySpan<byte> Waiting => _bytes.AsSpan(_start, Count);

    /// <summary>Takes all of the bytes, or none where they would exceed the limit.</summary>
    public bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        if (Count > 0 && Count + bytes.Length > limit)
            return false;
        if (_start + Count + bytes.Length > _bytes.Length)
            MakeRoom(Count + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_start + Count));
        Count += bytes.Length;
        return true;
    }

    /// <summary>Lets go of bytes that were sent.</summary>
    public void Consume(int bytes)
    {
        Count -= bytes;
        _start = Count == 0 ? 0 : _start + bytes;
    }

    private void MakeRoom(int needed)
    {
        var target = needed <= _bytes.Length ? _bytes : new byte[Math.Max(needed, Math.Min(limit, 2 * _bytes.Length))];
        Waiting.CopyTo(target);
        (_bytes, _start) = (target, 0);
    }
}
