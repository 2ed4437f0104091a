namespace EdgeWatch.CaseBridge.Store;

/// <summary>In what way a store does not serve.</summary>
internal enum StoreFaultKind
{
    /// <summary>It does not answer: stopped, starting, or the network is away.</summary>
    Unreachable,

    /// <summary>It is read, and takes no writes.</summary>
    ReadOnly,

    /// <summary>It has no room left.</summary>
    Full,

    /// <summary>Others hold what is needed.</summary>
    Busy,

    /// <summary>The disk or the file is at fault.</summary>
    Failing,
}

/// <summary>Why a store does not serve.</summary>
/// <param name="Kind">In what way, as it is now.</param>
/// <param name="Words">What failed, and the remedy.</param>
/// <param name="Since">When it last served.</param>
internal sealed record StoreFault(StoreFaultKind Kind, string Words, DateTimeOffset Since)
{
    public static string RemedyOf(StoreFaultKind kind) => kind switch
    {
        StoreFaultKind.Unreachable => "Check that it is there and running",
        StoreFaultKind.ReadOnly => "Check that it is writable (default_transaction_read_only, a standby, rights of the file)",
        StoreFaultKind.Full => "Make room on its disk",
        StoreFaultKind.Busy => "Find out who holds it",
        _ => "Check its disk and its log",
    };
}
