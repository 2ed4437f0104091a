using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Live;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>What became of a message.</summary>
internal enum OutcomeKind
{
    /// <summary>Its rows are committed.</summary>
    Taken,

    /// <summary>It was taken before; acknowledged again, since the first acknowledgement may have been lost.</summary>
    Repeated,

    /// <summary>It will never be taken; kept aside.</summary>
    Refused,
}

/// <summary>What became of a message, once its transaction is committed.</summary>
/// <param name="Message">The message.</param>
/// <param name="Kind">Taken, repeated or refused.</param>
/// <param name="Reason">Why it was refused.</param>
internal sealed record Outcome(Message Message, OutcomeKind Kind, string? Reason = null)
{
    /// <summary>For candidates: the decision of the deduplication.</summary>
    public Decision? Decision { get; init; }

    /// <summary>For candidates of a case: its id.</summary>
    public string? CaseId { get; init; }

    /// <summary>What pages are told.</summary>
    public IReadOnlyList<LiveUpdate> Updates { get; init; } = [];

    public static Outcome Taken(Message message, params IReadOnlyList<LiveUpdate> updates) => new(message, OutcomeKind.Taken) { Updates = updates };

    public static Outcome Repeated(Message message) => new(message, OutcomeKind.Repeated);
}
