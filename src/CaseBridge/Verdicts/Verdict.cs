namespace EdgeWatch.CaseBridge.Verdicts;

/// <summary>What a person says of a case.</summary>
internal sealed record Verdict
{
    /// <summary><c>confirm</c>, <c>correct</c>, <c>reject</c> or <c>duplicate</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who says it.</summary>
    public required string Actor { get; init; }

    /// <summary>Why; needed to reject.</summary>
    public string? Reason { get; init; }

    /// <summary>What it is instead; needed to correct.</summary>
    public string? Problem { get; init; }

    /// <summary>Id of the case that is the same problem; needed for a duplicate.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>The condition that it is filed under, by its words or its place (0, 1 …) among those of the city's profile; absent: the gravest.</summary>
    public string? Filing { get; init; }
}

/// <summary>Names of the kinds of verdicts.</summary>
internal static class VerdictKinds
{
    public const string Confirm = "confirm";
    public const string Correct = "correct";
    public const string Reject = "reject";
    public const string Duplicate = "duplicate";
}

/// <summary>Takes the last verdict back.</summary>
internal sealed record Undo
{
    /// <summary>Who takes it back.</summary>
    public required string Actor { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}
