using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge;

/// <summary>
/// The way of every message from the broker into the case store: parse → validate → known id? → cases near → decide → apply → acknowledge. All that wait share one
/// transaction; only what is committed is acknowledged, and what is not acknowledged comes again.
/// </summary>
internal sealed class EventIntake(CaseStore store, EvidenceFiles files, Acknowledger acknowledger, BridgeOptions options, SamenessRules rules, StormWatch storms)
{
    public async Task TakeAsync(IReadOnlyList<WaitingMessage> waiting, CancellationToken abort) =>
        await acknowledger.AcknowledgeAsync(Commit([.. waiting.Select(Read)]), abort);

    /// <summary>What needs no store: any number at a time, beside a commit.</summary>
    public Message Read(WaitingMessage waiting) => files.Keep(MessageValidator.Validate(MessageParser.Parse(waiting)));

    /// <summary>Takes messages in one transaction; candidates together, since what the store knows of them is asked for once for all.</summary>
    public IReadOnlyList<Outcome> Commit(IReadOnlyList<Message> messages) => store.Write(transaction =>
    {
        var outcomes = messages.Where(message => message is not CandidateMessage).Select(message => Take(transaction, message))
            .Concat(TakeCandidates(transaction, [.. messages.OfType<CandidateMessage>()])).ToList();
        transaction.QueueFacts(outcomes);
        storms.Group(transaction, outcomes);
        return outcomes;
    });

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
    public Outcome TakeCandidate(StoreTransaction transaction, CandidateMessage message) => TakeCandidates(transaction, [message])[0];

    private List<Outcome> TakeCandidates(StoreTransaction transaction, IReadOnlyList<CandidateMessage> messages)
    {
        var outcomes = new List<Outcome>(messages.Count);
        var known = transaction.KnownEvents(messages.Select(message => message.Located));
        var book = transaction.OpenBook([.. messages.Select(message => message.Located).Where(candidate => !known.Contains(candidate.Event))], SamenessOf, options.FileWithoutVerdict);
        foreach (var message in messages)
            outcomes.Add(known.Add(message.Located.Event) ? Take(book, message) : Outcome.Repeated(message) with { Decision = Decision.SameEvent });
        transaction.Write(book);
        return outcomes;
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
