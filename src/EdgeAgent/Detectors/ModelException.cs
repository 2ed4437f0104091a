namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>A model folder that cannot be used: the message names file, found and expected value, and the remedy.</summary>
internal sealed class ModelException : Exception
{
    public ModelException(string message)
        : base(message)
    {
    }

    public ModelException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
