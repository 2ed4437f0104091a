namespace EdgeWatch.Contracts;

/// <summary>
/// What a bridge says once the rows are committed in the case store. The agent keeps each row of its outbox until its id stands here.
/// The broker's PUBACK proves nothing.
/// </summary>
public sealed record Acknowledgement
{
    /// <summary>Ids of events, evidence, samples and reports that are committed.</summary>
    public IReadOnlyList<Guid> Committed { get; init => field = value ?? []; } = [];

    /// <summary>Ids that will never be taken, with the reason; the agent sets them aside and counts them.</summary>
    public IReadOnlyList<Refusal> Refused { get; init => field = value ?? []; } = [];
}

/// <summary>One message that a bridge will never take.</summary>
/// <param name="Id">Id of the message.</param>
/// <param name="Reason">Why, in words that name the field, the value and the remedy.</param>
public sealed record Refusal(Guid Id, string Reason);
