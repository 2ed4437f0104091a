namespace EdgeWatch.Evaluation.Data;

/// <summary>A data set or a file about data sets is not as it should be; the message names file, line, value and remedy.</summary>
internal sealed class DataSetException : Exception
{
    public DataSetException(string message)
        : base(message)
    {
    }

    public DataSetException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
