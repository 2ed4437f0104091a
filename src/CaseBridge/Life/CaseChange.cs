namespace EdgeWatch.CaseBridge.Life;

/// <summary>A step in the life of a filed case, as a person or the city's platform says it.</summary>
internal sealed record CaseChange
{
    /// <summary>One of <see cref="ChangeKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who says it: a person, or a platform by its name.</summary>
    public required string Actor { get; init; }

    /// <summary>Why; needed to return, void or suspend.</summary>
    public string? Reason { get; init; }

    /// <summary>When it happened; absent: now. The same kind at the same time is the same change.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Who is to handle it, or did; absent: as it was.</summary>
    public string? Department { get; init; }

    /// <inheritdoc cref="Department"/>
    public string? Handler { get; init; }

    /// <summary>Its id at the city's own case platform; absent: as it was.</summary>
    public string? Reference { get; init; }

    /// <summary>Absent: as it was.</summary>
    public bool? Urgent { get; init; }

    /// <summary>Watched from above (督办); absent: as it was.</summary>
    public bool? Supervised { get; init; }
}

/// <summary>Names of the kinds of changes.</summary>
internal static class ChangeKinds
{
    public const string Dispatch = "dispatch";
    public const string Handle = "handle";
    public const string Verify = "verify";
    public const string Return = "return";
    public const string Close = "close";
    public const string Void = "void";
    public const string Suspend = "suspend";
    public const string Resume = "resume";

    /// <summary>Changes no state: who handles it, its reference, its flags, or only what somebody has to say.</summary>
    public const string Note = "note";

    /// <summary>Those that lead from one state to another.</summary>
    public static IReadOnlyList<string> Moves { get; } = [Dispatch, Handle, Verify, Return, Close, Void, Suspend, Resume];
}
