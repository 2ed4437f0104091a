using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeWatch.Ingest.Video.LibAv;

/// <summary>
/// Ends blocking calls of libav: by cancellation, or when a time limit has passed. libav asks about ten times a second while it waits for the network.
/// </summary>
internal sealed unsafe class Interrupt : IDisposable
{
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromMilliseconds(300);

    private readonly TimeProvider _time;
    private CancellationToken _stop;
    private GCHandle _self;
    private long _limitFrom;
    private long _limit = long.MaxValue;

    public Interrupt(TimeProvider time, CancellationToken stop)
    {
        (_time, _stop) = (time, stop);
        _self = GCHandle.Alloc(this);
    }

    /// <summary>True where the last time limit ran out.</summary>
    public bool TimedOut => _limit != long.MaxValue && _time.GetTimestamp() - _limitFrom >= _limit;

    /// <summary>From now on, calls end after this time.</summary>
    public void Limit(TimeSpan limit)
    {
        _limitFrom = _time.GetTimestamp();
        _limit = (long)(limit.TotalSeconds * _time.TimestampFrequency);
    }

    /// <summary>Begins the time limit anew: something has arrived.</summary>
    public void Restart(long now) => _limitFrom = now;

    /// <summary>The connection is about to be closed: lets the goodbye (RTSP TEARDOWN) out in spite of cancellation, but not for long.</summary>
    public void AllowFarewell()
    {
        _stop = CancellationToken.None;
        Limit(FarewellLimit);
    }

    /// <summary>Has libav ask here.</summary>
    public void AttachTo(AvFormatContext* context)
    {
        context->InterruptCallback = &OnAsked;
        context->InterruptOpaque = GCHandle.ToIntPtr(_self);
    }

    public void Dispose()
    {
        if (_self.IsAllocated)
            _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnAsked(nint opaque)
    {
        var self = (Interrupt)GCHandle.FromIntPtr(opaque).Target!;
        return self._stop.IsCancellationRequested || self.TimedOut ? 1 : 0;
    }
}
