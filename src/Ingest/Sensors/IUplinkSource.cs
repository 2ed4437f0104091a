namespace EdgeWatch.Ingest.Sensors;

/// <summary>
/// Receives or fetches the messages of sensors. An implementer must: survive whatever the network does, connecting again by itself, until <c>stop</c> is
/// cancelled or a finite source has ended; keep <see cref="Status"/> true at all times; count what it drops; never put credentials into a text.
/// </summary>
public interface IUplinkSource : IAsyncDisposable
{
    /// <summary>How the source is doing; safe to read from any thread.</summary>
    UplinkSourceStatus Status { get; }

    /// <summary>Yields every uplink in the order in which it came. Throws only for bugs.</summary>
    /// <param name="stop">Ends the stream in good order: what the sender was told had come is yielded still.</param>
    IAsyncEnumerable<Uplink> ReadAsync(CancellationToken stop);
}

/// <summary>How a source of uplinks is doing.</summary>
public sealed record UplinkSourceStatus
{
    /// <summary>Name of the source, as configured.</summary>
    public required string Source { get; init; }

    /// <summary>Whether uplinks can arrive: connected, listening, polled with success.</summary>
    public required bool Live { get; init; }

    /// <summary>Since when it has been so (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Uplinks that came so far.</summary>
    public long Received { get; init; }

    /// <summary>The last error in words, without credentials; stays after recovery.</summary>
    public string? LastError { get; init; }
}
