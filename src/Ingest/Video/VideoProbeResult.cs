namespace EdgeWatch.Ingest.Video;

/// <summary>What a camera or file sends. Dispose it, or its picture.</summary>
public sealed record VideoProbeResult : IDisposable
{
    /// <summary>The address, without credentials.</summary>
    public required string Url { get; init; }

    /// <summary>tcp, udp, file or pictures.</summary>
    public required string Transport { get; init; }

    /// <summary>Codec name: h264, hevc, mjpeg …</summary>
    public required string Codec { get; init; }

    /// <summary>Codec profile: "High", "Main 10"; null where unknown.</summary>
    public string? Profile { get; init; }

    /// <summary>Pixel format in libav's words: yuv420p, yuvj420p …; null where no picture was decoded.</summary>
    public string? PixelFormat { get; init; }

    /// <summary>Pixels; null where no picture was decoded.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels; null where no picture was decoded.</summary>
    public int? Height { get; init; }

    /// <summary>Frames a second, as stated or else as measured.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Bits a second, measured.</summary>
    public long? BitRate { get; init; }

    /// <summary>Usual time between key frames, measured; null where no two came one after the other without a break.</summary>
    public TimeSpan? KeyFrameInterval { get; init; }

    /// <summary>The camera's clock less ours, from its RTCP sender reports; null where it sent none.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>The first picture; null where no key frame came.</summary>
    public Frame? FirstPicture { get; init; }

    /// <inheritdoc/>
    public void Dispose() => FirstPicture?.Dispose();
}
