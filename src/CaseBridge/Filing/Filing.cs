namespace EdgeWatch.CaseBridge.Filing;

/// <summary>One thing to tell one destination.</summary>
/// <param name="Id">Never changes, over retries and restarts: the idempotency key.</param>
/// <param name="Kind">One of <see cref="FilingKinds"/>.</param>
/// <param name="Document">What is told; the same at every attempt.</param>
internal sealed record Filing(string Id, string Kind, FilingDocument Document)
{
    /// <summary>1 at the first attempt.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Whether an earlier attempt may have arrived.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>When it was first tried.</summary>
    public required DateTimeOffset FirstTriedAt { get; init; }

    /// <summary>Under which the platform took it, while it has no reference yet.</summary>
    public string? Token { get; init; }

    /// <summary>The platform's id of the case, where it is there already.</summary>
    public string? Reference { get; init; }
}

/// <summary>What a destination is told.</summary>
internal static class FilingKinds
{
    /// <summary>A person confirmed the case.</summary>
    public const string File = "file";

    /// <summary>It was filed in error.</summary>
    public const string Void = "void";

    /// <summary>It is closed.</summary>
    public const string Close = "close";
}

/// <summary>States of a filing.</summary>
internal static class FilingStates
{
    /// <summary>In its turn, or after its next pause.</summary>
    public const string Waiting = "waiting";

    /// <summary>The destination has it.</summary>
    public const string Sent = "sent";

    /// <summary>Refused, or given up: a person has to look.</summary>
    public const string Dead = "dead";

    /// <summary>The case was taken back before it was sent.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>A person let it go.</summary>
    public const string Discarded = "discarded";

    public static IReadOnlyList<string> All { get; } = [Waiting, Sent, Dead, Withdrawn, Discarded];
}
