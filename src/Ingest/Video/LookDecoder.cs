using EdgeWatch.Ingest.Video.LibAv;

namespace EdgeWatch.Ingest.Video;

/// <summary>
/// Decodes as little as the looks need: one key frame when a look is due, or everything where key frames are rarer than looks. Until the key-frame
/// interval is known it keeps the packets since the last key frame (by reference, bounded), so that even a first long wait for a key frame costs no look.
/// </summary>
internal sealed class LookDecoder : IDisposable
{
    private const int KeptPackets = 1500;
    private const int KeptBytes = 8 << 20;

    // Cameras send a key frame when a client joins, or soon after.
    private static readonly TimeSpan WordyWait = TimeSpan.FromSeconds(5);

    private readonly Decoder _decoder;
    private readonly KeyFrameMeter _meter;
    private readonly ILookTaker _taker;
    private readonly SourceBoard _board;
    private readonly TimeProvider _time;
    private readonly Queue<PacketHandle> _kept = new();
    private int _keptBytes;
    private bool _through;
    private int _failures;
    private TimeSpan? _waitingSince;
    private bool _sawKey;
    private bool _decodedAlone;
    private TimeSpan _keyAt;
    private bool _builtOnDamage;

    public LookDecoder(Decoder decoder, KeyFrameMeter meter, ILookTaker taker, SourceBoard board, TimeProvider time) =>
        (_decoder, _meter, _taker, _board, _time) = (decoder, meter, taker, board, time);

    /// <summary>Takes note of a packet, decodes it if a look needs it, and hands looks on.</summary>
    /// <param name="demuxer">Holds the packet.</param>
    /// <param name="at">The packet's presentation time.</param>
    /// <param name="cadence">Time between looks at present.</param>
    public void Feed(Demuxer demuxer, TimeSpan at, TimeSpan cadence)
    {
        var isKey = demuxer.IsKey;
        if (isKey)
            _meter.Saw(at);
        else if (!_sawKey)
            WaitForFirstKey(at);
        _sawKey |= isKey;
        var rare = _failures > 1 || _meter.AreRarerThan(cadence, at);
        if (isKey)
            OnKeyFrame(demuxer, at, rare, cadence);
        else if (_through)
            DecodeOn(demuxer.Packet, demuxer);
        else if (_kept.Count > 0)
            OnUnknownInterval(demuxer, rare, cadence);
        _taker.Settle();
    }

    /// <summary>The stream jumps (a file begins again): nothing decoded so far can be built upon.</summary>
    public void Break()
    {
        _decoder.Flush();
        _through = false;
        DropKept();
    }

    /// <summary>The end of a file: hands on the pictures that the decoder still holds.</summary>
    public void Finish(Demuxer demuxer)
    {
        if (_through)
        {
            _decoder.SendEnd();
            Receive(demuxer);
            _taker.Settle();
        }

        Break();
    }

    public void Dispose()
    {
        DropKept();
        _decoder.Dispose();
    }

    private void WaitForFirstKey(TimeSpan at)
    {
        _waitingSince ??= at;
        if (at - _waitingSince < WordyWait)
            return;
        _board.Warn($"no key frame has come for {WordyWait.TotalSeconds:0} s since the connection was made, and nothing can be decoded before one; "
            + "set the camera's key-frame (I-frame) interval to the cadence or less");
        _sawKey = true;
    }

    private void OnKeyFrame(Demuxer demuxer, TimeSpan at, bool rare, TimeSpan cadence)
    {
        DropKept();
        (_keyAt, _builtOnDamage) = (at, false);
        _board.KeyFrames(_meter.Interval, rare, cadence);
        if (_through != rare)
        {
            _decoder.Flush();
            _decoder.SkipUnreferenced(rare);
            _taker.Forget();
            _through = rare;
        }

        if (_through)
        {
            DecodeOn(demuxer.Packet, demuxer);
            return;
        }

        if (_taker.IsDue(at))
            DecodeKeyFrame(demuxer, at);
        if (!_meter.IsKnown)
            Keep(demuxer.Packet);
    }

    private void OnUnknownInterval(Demuxer demuxer, bool rare, TimeSpan cadence)
    {
        Keep(demuxer.Packet);
        if (!rare && _kept.Count < KeptPackets && _keptBytes < KeptBytes)
            return;

        // No second key frame within a cadence: decode what has come since the first, and go on so.
        _board.KeyFrames(_meter.Interval, decodesThrough: true, cadence);
        _through = true;
        _decoder.SkipUnreferenced(true);
        foreach (var packet in _kept)
            DecodeOn(packet, demuxer);
        DropKept();
    }

    private void DecodeKeyFrame(Demuxer demuxer, TimeSpan at)
    {
        var began = _time.GetTimestamp();
        var picture = FramePool.Shared.Rent();
        var outcome = _decoder.DecodeAlone(demuxer.Packet, picture);
        if (outcome != DecodeOutcome.Decoded)
        {
            FramePool.Shared.Release(picture);
            OnUndecoded(outcome);
            return;
        }

        _failures = 0;
        _decodedAlone = true;
        _board.KeyFrameDecoded(_time.GetElapsedTime(began));
        _taker.Take(picture, at);
    }

    // A damaged key frame (lost datagrams) leaves the look due: the next key frame serves it. A stream none of whose key frames stands alone
    // shows that from its beginning.
    private void OnUndecoded(DecodeOutcome outcome)
    {
        if (outcome == DecodeOutcome.Damaged || _decodedAlone)
            _board.KeyFrameDamaged();
        else if (++_failures == 2)
            _board.Warn("two key frames in a row could not be decoded by themselves; all pictures are decoded from now on");
    }

    private void DecodeOn(PacketHandle packet, Demuxer demuxer)
    {
        _decoder.Send(packet);
        Receive(demuxer);
    }

    private void Receive(Demuxer demuxer)
    {
        while (true)
        {
            var picture = FramePool.Shared.Rent();
            if (!_decoder.TryReceive(picture))
            {
                FramePool.Shared.Release(picture);
                return;
            }

            Offer(picture, demuxer.PictureTime(picture));
        }
    }

    // What builds upon a damaged key frame shows its damage until the next one, though no longer marked so.
    private void Offer(nint picture, TimeSpan at)
    {
        var damaged = Decoder.IsDamaged(picture);
        if (at == _keyAt && damaged)
        {
            _builtOnDamage = true;
            _board.KeyFrameDamaged();
        }

        if (damaged || (_builtOnDamage && at >= _keyAt))
            FramePool.Shared.Release(picture);
        else
            _taker.Take(picture, at);
    }

    private void Keep(PacketHandle packet)
    {
        var kept = new PacketHandle();
        AvError.Check(AvCodec.ReferencePacket(kept, packet), "keeping a packet");
        _kept.Enqueue(kept);
        unsafe
        {
            _keptBytes += packet.Packet->Size;
        }
    }

    private void DropKept()
    {
        while (_kept.TryDequeue(out var packet))
            packet.Dispose();
        _keptBytes = 0;
    }
}
