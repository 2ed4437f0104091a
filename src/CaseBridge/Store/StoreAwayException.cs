namespace EdgeWatch.CaseBridge.Store;

/// <summary>The store cannot be reached or written at present. Nothing was committed; the same work may be done again later.</summary>
internal sealed class StoreAwayException : Exception
{
    public StoreAwayException()
    {
    }

    public StoreAwayException(string message)
        : base(message)
    {
    }

    public StoreAwayException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>In what way it is away.</summary>
    public StoreFaultKind Kind { get; init; }
}
