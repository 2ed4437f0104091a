using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>What was seen when a case that was reported handled was looked at again.</summary>
internal sealed record Recheck
{
    /// <summary>One of <see cref="RecheckStates"/>.</summary>
    public string State { get; init; } = "";

    /// <summary>When the case was reported handled.</summary>
    public DateTimeOffset HandledAt { get; init; }

    /// <summary>When the first look is, or was, due; absent until that is known.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When it is given up.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When it looks next; absent once it looks no more.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Looks of each camera that count, the latest, and how many of them must agree.</summary>
    public long? Asked { get; init; }

    /// <inheritdoc cref="Asked"/>
    public long? Agreeing { get; init; }

    /// <summary><c>verified</c> or <c>returned</c>; absent while nothing is proposed.</summary>
    public string? Proposal { get; init; }

    /// <summary>What each camera and sensor saw, in English; also why nothing is proposed yet, or at all.</summary>
    public string? Words { get; init; }

    /// <summary>How likely the problem is still there, 0..1, from even odds by the looks; absent where nobody could tell.</summary>
    public double? StillThere { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The clearest picture of the problem from before it was reported handled.</summary>
    public Guid? Before { get; init; }

    /// <summary>The clearest picture since.</summary>
    public Guid? After { get; init; }

    /// <summary>Whether the two are of one camera in one view, so that they can be laid over each other.</summary>
    public bool SameView { get; init; }

    /// <summary>Who decided, when, and the state that the case went into; absent while nobody has.</summary>
    public RecheckSettlement? Settled { get; init; }

    /// <summary>Every look, oldest first.</summary>
    public IReadOnlyList<RecheckLookView> Looks { get; init; } = [];
}

/// <summary>What a person made of a recheck.</summary>
/// <param name="Accepted">Whether the case went where it was proposed; absent where nothing was.</param>
internal sealed record RecheckSettlement(DateTimeOffset At, string By, string To, bool? Accepted);

/// <summary>One look of a camera, or one reading of a sensor.</summary>
/// <param name="Source">Who was asked, as a CloudEvents source.</param>
/// <param name="AskedAt">The bridge's time.</param>
/// <param name="Answer"><c>seen</c>, <c>not-seen</c>, <c>cannot-tell</c>; absent while none has come.</param>
/// <param name="Why">Why it could not tell; <c>reported</c> where it was not asked but reported the problem again.</param>
/// <param name="Found">In English.</param>
/// <param name="At">When it looked or read, in its own time.</param>
/// <param name="LikelihoodRatio">How much likelier the answer is if the problem is still there.</param>
/// <param name="Seen">What it saw, with its box.</param>
/// <param name="Evidence">Id of the picture.</param>
internal sealed record RecheckLookView(
    string Source, DateTimeOffset AskedAt, string? Answer, string? Why, string Found, DateTimeOffset? At, double LikelihoodRatio, Subject? Seen, Guid? Evidence);

/// <summary>A recheck in a list, with the case that it is about.</summary>
internal sealed record RecheckItem(
    Guid Case, long Number, string Problem, string State, DateTimeOffset HandledAt, string? Proposal, string? Words, double? StillThere, DateTimeOffset? DecidedAt, DateTimeOffset? NextAt);

/// <summary>Rechecks, the latest decided first, then those that are looked for.</summary>
internal sealed record RecheckPage(IReadOnlyList<RecheckItem> Items, long Total);
