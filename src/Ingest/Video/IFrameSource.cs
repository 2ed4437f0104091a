namespace EdgeWatch.Ingest.Video;

/// <summary>
/// Looks through one camera. An implementer must: decode only the look that is due; survive whatever the camera does (reconnecting by itself)
/// until <c>stop</c> is cancelled or a finite source has ended; keep <see cref="Status"/> true at all times; never put credentials into a text.
/// </summary>
public interface IFrameSource : IAsyncDisposable
{
    /// <summary>How the source is doing; safe to read from any thread.</summary>
    SourceStatus Status { get; }

    /// <summary>Yields one frame per look; the caller owns and disposes each. Throws only for bugs.</summary>
    /// <param name="schedule">When looks are due.</param>
    /// <param name="stop">Ends the stream in good order.</param>
    IAsyncEnumerable<Frame> ReadAsync(LookSchedule schedule, CancellationToken stop);
}

/// <summary>How a source is doing.</summary>
public sealed record SourceStatus
{
    /// <summary>Present state.</summary>
    public required SourceState State { get; init; }

    /// <summary>Since when (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Looks that were due so far.</summary>
    public long LooksDue { get; init; }

    /// <summary>Looks that were made.</summary>
    public long LooksMade { get; init; }

    /// <summary>Connections lost so far.</summary>
    public long Reconnects { get; init; }

    /// <summary>Measured time between key frames; null until two were seen.</summary>
    public TimeSpan? KeyFrameInterval { get; init; }

    /// <summary>True where key frames are rarer than looks, so that every packet is decoded.</summary>
    public bool DecodesThrough { get; init; }

    /// <summary>Codec name: h264, hevc, mjpeg …; null until known.</summary>
    public string? Codec { get; init; }

    /// <summary>Pixels; null until known.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels; null until known.</summary>
    public int? Height { get; init; }

    /// <summary>The last error in words, without credentials; stays after recovery.</summary>
    public string? LastError { get; init; }
}

/// <summary>States of a source.</summary>
public enum SourceState
{
    /// <summary>The first connection is being made.</summary>
    Connecting,

    /// <summary>Packets arrive.</summary>
    Live,

    /// <summary>Nothing came for longer than the stall time-out; stays until packets arrive or an attempt to connect fails.</summary>
    Stalled,

    /// <summary>The connection broke or could not be made; stays until packets arrive.</summary>
    Waiting,

    /// <summary>A finite source was read to its end.</summary>
    Ended,
}
