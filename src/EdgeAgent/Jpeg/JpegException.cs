namespace EdgeWatch.EdgeAgent.Jpeg;

/// <summary>TurboJPEG is missing or too old, or refused a picture.</summary>
internal sealed class JpegException : Exception
{
    public JpegException(string message)
        : base(message)
    {
    }

    public JpegException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
