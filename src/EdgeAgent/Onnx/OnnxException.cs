namespace EdgeWatch.EdgeAgent.Onnx;

/// <summary>ONNX Runtime is missing, too old, or refused a model or a run; the message names the remedy where there is one.</summary>
internal sealed class OnnxException : Exception
{
    public OnnxException(string message)
        : base(message)
    {
    }

    public OnnxException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
