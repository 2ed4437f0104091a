namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>States of a recheck, as they stand in store and API.</summary>
internal static class RecheckStates
{
    /// <summary>Workers and their vehicles may still be there: the first look comes later.</summary>
    public const string Waiting = "waiting";

    /// <summary>Looks are being made.</summary>
    public const string Looking = "looking";

    /// <summary>A person is proposed what to decide.</summary>
    public const string Proposed = "proposed";

    /// <summary>Nobody could tell in time: a person decides without.</summary>
    public const string Impossible = "impossible";

    /// <summary>The case went on; nothing is looked for any more.</summary>
    public const string Settled = "settled";

    public static IReadOnlyList<string> All { get; } = [Waiting, Looking, Proposed, Impossible, Settled];
}

/// <summary>What a recheck proposes.</summary>
internal static class RecheckProposals
{
    /// <summary>The problem is gone.</summary>
    public const string Verified = "verified";

    /// <summary>The problem is still there: the work goes back.</summary>
    public const string Returned = "returned";
}

/// <summary>Why there was no answer, beside what agents say (<see cref="Contracts.RecheckObstacles"/>).</summary>
internal static class RecheckSilences
{
    /// <summary>The agent is offline.</summary>
    public const string Offline = "offline";

    /// <summary>The agent did not answer, or with an error.</summary>
    public const string NoAnswer = "no-answer";

    /// <summary>Not asked: the camera or sensor reported the problem again by itself.</summary>
    public const string Reported = "reported";
}
