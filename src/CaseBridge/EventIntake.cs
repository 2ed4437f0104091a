using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge;

/// <summary>
/// The way of every message from the broker into the case store: parse → validate → known id? → cases near → decide → apply → acknowledge. All that wait share one
/// transaction, and are decided on while those before them are committed; only what is committed is acknowledged, and what is not acknowledged comes again.
/// </summary>
internal sealed class EventIntake(CaseStore store, EvidenceFiles files, Acknowledger acknowledger, BridgeOptions options, SamenessRules rules, StormWatch storms)
{
    public async Task TakeAsync(IReadOnlyList<WaitingMessage> waiting, CancellationToken abort) =>
        await acknowledger.AcknowledgeAsync(Commit(new Batch([.. waiting.Select(Read)])), abort);

    /// <summary>What needs no store: any number at a time, beside a commit.</summary>
    public Message Read(WaitingMessage waiting) => files.Keep(MessageValidator.Validate(MessageParser.Parse(waiting)));

    /// <summary>Decides on a batch ahead of its turn, where that can be; reads only. One at a time, in the order of their commits.</summary>
    /// <param name="batch">Gets the draft.</param>
    /// <param name="before">The batch whose commit has begun and may not be done; null: all are done.</param>
    public void DecideAhead(Batch batch, Batch? before)
    {
        if (batch.MayBeAhead && before is not { Draft: null })
            batch.Draft = store.ReadAhead(transaction => new Draft(Decide(transaction, batch.Candidates, before?.Draft!.Decided.Book), transaction.Epoch, before?.Turn));
    }

    /// <summary>Takes a batch in one transaction: as it was decided ahead of its turn where nothing else has been written meanwhile, else decided on now.</summary>
    public IReadOnlyList<Outcome> Commit(Batch batch)
    {
        var (outcomes, span) = store.Write(transaction =>
        {
            var began = transaction.Epoch;
            var others = batch.Others.Select(message => Take(transaction, message)).ToList();
            var (ahead, isHeld) = (batch.Draft, batch.Draft?.Holds(began) == true);
            var decided = isHeld ? ahead!.Decided : Decide(transaction, batch.Candidates);
            transaction.Write(decided.Rows);
            List<Outcome> all = [.. others, .. decided.Outcomes];
            transaction.QueueFacts(all);
            storms.Group(transaction, all);
            return (all, isHeld ? (began, transaction.NextEpoch) : ((long, long)?)null);
        });
        batch.Turn.Committed = span;
        return outcomes;
    }

    public Task AcknowledgeAsync(IReadOnlyList<Outcome> outcomes, CancellationToken abort) => acknowledger.AcknowledgeAsync(outcomes, abort);

    private static Outcome Take(StoreTransaction transaction, Message message) => message switch
    {
        PictureMessage picture => transaction.TakePicture(picture),
        SampleMessage sample => transaction.TakeSample(sample),
        ReportMessage report => transaction.TakeReport(report),
        StatusMessage status => transaction.TakeStatus(status),
        SensorPageMessage page => transaction.TakeSensors(page),
        ReportedSettingsMessage settings => transaction.TakeReportedSettings(settings),
        MalformedMessage malformed => transaction.SetAside(malformed),
        _ => throw new InvalidOperationException($"{message.GetType().Name} is a kind of message without a way into the store"),
    };

    /// <summary>Takes one candidate; of an agent, or of a case that was imported from the city.</summary>
    public Outcome TakeCandidate(StoreTransaction transaction, CandidateMessage message)
    {
        var decided = Decide(transaction, [message]);
        transaction.Write(decided.Rows);
        return decided.Outcomes[0];
    }

    private Decided Decide(StoreTransaction transaction, IReadOnlyList<CandidateMessage> messages, CaseBook? before = null)
    {
        var book = transaction.OpenBook([.. messages.Select(message => message.Located)], SamenessOf, options.FileWithoutVerdict, before);
        List<Outcome> outcomes = [.. messages.Select(message => book.Knows(message.Located) ? Outcome.Repeated(message) with { Decision = Decision.SameEvent } : Take(book, message))];
        return new Decided(book, outcomes, BatchRows.Of(transaction, book));
    }

    private Outcome Take(CaseBook book, CandidateMessage message)
    {
        var candidate = message.Located;
        var incident = book.FindIncident(candidate);
        var sameness = SamenessOf(candidate);
        var near = incident is null ? book.CasesNear(candidate, sameness) : [];
        var circumstances = incident is null ? book.CircumstancesOf(candidate) with { ClearChange = rules.ClearChange } : Circumstances.None;
        var decision = Deduplicator.Decide(candidate, incident, near, sameness, circumstances);
        return decision.IsQuiet ? book.KeepQuiet(candidate, decision, message) : book.Apply(candidate, decision, message);
    }

    private Sameness SamenessOf(LocatedCandidate candidate) => rules.Of(candidate.Data.Problem, candidate.Data.Component);
}
