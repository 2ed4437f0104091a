namespace EdgeWatch.CaseBridge.Life;

/// <summary>Where a case stands in its life: what a change may change of its row. Times as in the store.</summary>
internal record CaseStanding
{
    public string Id { get; init; } = "";

    public long Number { get; init; }

    public string State { get; init; } = "";

    /// <summary>Since when it has the state.</summary>
    public long EnteredAt { get; init; }

    /// <summary>Of a suspended case: the state before.</summary>
    public string? ResumeTo { get; init; }

    public string Problem { get; init; } = "";

    public string? CorrectedFrom { get; init; }

    public string? MergedInto { get; init; }

    public long? DecidedAt { get; init; }

    public long? FiledAt { get; init; }

    public long? DispatchedAt { get; init; }

    public long? HandledAt { get; init; }

    public long? VerifiedAt { get; init; }

    public long? ClosedAt { get; init; }

    /// <summary>The latest look that reported it after it was said to be handled.</summary>
    public long? StillSeenAt { get; init; }

    /// <summary>How often it was found not handled.</summary>
    public long Returns { get; init; }

    /// <summary>How often it was handled again after that.</summary>
    public long Reworks { get; init; }

    public string? Department { get; init; }

    public string? Handler { get; init; }

    public string? Reference { get; init; }

    /// <summary>0 or 1.</summary>
    public long Urgent { get; init; }

    /// <inheritdoc cref="Urgent"/>
    public long Supervised { get; init; }
}
