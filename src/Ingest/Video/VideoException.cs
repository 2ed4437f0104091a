namespace EdgeWatch.Ingest.Video;

/// <summary>Video could not be read: libav is missing, a file is no video, a camera refused. The message says what, where and the remedy.</summary>
public sealed class VideoException : Exception
{
    /// <summary>With a message for people.</summary>
    public VideoException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for people and the cause.</summary>
    public VideoException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Without a message; prefer the others.</summary>
    public VideoException()
    {
    }

    /// <summary>libav's error number; 0 where there is none.</summary>
    internal int Code { get; init; }
}
