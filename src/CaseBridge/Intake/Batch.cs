using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>Messages that share a transaction.</summary>
internal sealed class Batch(IReadOnlyList<Message> messages)
{
    public IReadOnlyList<Message> Messages => messages;

    public IReadOnlyList<CandidateMessage> Candidates { get; } = [.. messages.OfType<CandidateMessage>()];

    /// <summary>Taken before the candidates, which may rest on them.</summary>
    public IReadOnlyList<Message> Others { get; } = [.. messages.Where(message => message is not CandidateMessage)];

    /// <summary>Whether no message of it changes what its candidates, or those after it, are decided by: which cameras are blind, and which sensors stand where.</summary>
    public bool MayBeAhead => Candidates.Count > 0 && !Others.Any(message => message is StatusMessage or SensorPageMessage);

    /// <summary>What was decided ahead of its turn; null: it is decided on in its turn.</summary>
    public Draft? Draft { get; set; }

    /// <summary>Its turn; what is decided by it holds on to this alone, and not to the batch.</summary>
    public Turn Turn { get; } = new();
}

/// <summary>A batch's turn to be committed.</summary>
internal sealed class Turn
{
    /// <summary>The store's epochs before and after it, where the batch was committed as it was decided ahead; null: not yet, or otherwise.</summary>
    public (long Began, long Ended)? Committed { get; set; }
}

/// <summary>Decisions on the candidates of a batch.</summary>
/// <param name="Book">What they leave.</param>
/// <param name="Outcomes">What became of each, once it is committed.</param>
/// <param name="Rows">What is to be written.</param>
internal sealed record Decided(CaseBook Book, IReadOnlyList<Outcome> Outcomes, BatchRows Rows);

/// <summary>Decisions that were made ahead of their turn, by what the store had then and what the batch before leaves.</summary>
/// <param name="Decided">The decisions.</param>
/// <param name="Epoch">Of the store that was read.</param>
/// <param name="Before">Turn of the batch whose commit had begun; null: none. Each batch holding on to the one before it, none would ever be let go.</param>
internal sealed record Draft(Decided Decided, long Epoch, Turn? Before)
{
    /// <summary>Whether nobody else has written between what was read and now: what was read is then just before or just after the batch before, and that is the last that was committed.</summary>
    public bool Holds(long now) => Before is null
        ? Epoch == now
        : Before.Committed is { } before && before.Ended == now && (Epoch == before.Began || Epoch == before.Ended);
}
