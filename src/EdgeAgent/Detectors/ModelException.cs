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

    /// <param name="file">The file that has them.</param>
    /// <param name="mistakes">Each with its remedy.</param>
    public ModelException(string file, IReadOnlyList<string> mistakes)
        : base($"{file}: {string.Join("; ", mistakes)}") => Mistakes = mistakes;

    /// <summary>The mistakes one by one, where a file has several; else empty.</summary>
    public IReadOnlyList<string> Mistakes { get; } = [];
}
