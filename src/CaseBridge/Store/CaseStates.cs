namespace EdgeWatch.CaseBridge.Store;

/// <summary>States of a case.</summary>
internal static class CaseStates
{
    /// <summary>Waits for a person.</summary>
    public const string Pending = "pending";

    /// <summary>A person confirmed it, as reported or with another problem.</summary>
    public const string Filed = "filed";

    /// <summary>A person said that it is none.</summary>
    public const string Rejected = "rejected";

    /// <summary>A person said that another case is the same problem.</summary>
    public const string Merged = "merged";

    /// <summary>The city's case platform has closed it.</summary>
    public const string Closed = "closed";

    public static IReadOnlyList<string> All { get; } = [Pending, Filed, Rejected, Merged, Closed];
}
