using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge;

/// <summary>
/// The way of every message from the broker into the case store. All that wait share one transaction; only what is committed is acknowledged,
/// and what is not acknowledged comes again.
/// </summary>
internal sealed class EventIntake(CaseStore store, EvidenceFiles files, Acknowledger acknowledger, BridgeOptions options, SamenessRules rules, StormWatch storms)
{
    public async Task TakeAsync(IReadOnlyList<WaitingMessage> waiting, CancellationToken abort)
    {
        var messages = waiting.Select(MessageParser.Parse).Select(MessageValidator.Validate).Select(files.Keep).ToList();
        var outcomes = store.Write(transaction =>
        {
            var taken = messages.Select(message => Take(transaction, message)).ToList();
            transaction.QueueFacts(taken);
            storms.Group(transaction, taken);
            return taken;
        });
        await acknowledger.AcknowledgeAsync(outcomes, abort);
    }

    private Outcome Take(StoreTransaction transaction, Message message) => message switch
    {
        CandidateMessage candidate => TakeCandidate(transaction, candidate),
        PictureMessage picture => transaction.TakePicture(picture),
        SampleMessage sample => transaction.TakeSample(sample),
        ReportMessage report => transaction.TakeReport(report),
        StatusMessage status => transaction.TakeStatus(status),
        SensorPageMessage page => transaction.TakeSensors(page),
        ReportedSettingsMessage settings => transaction.TakeReportedSettings(settings),
        MalformedMessage malformed => transaction.SetAside(malformed),
        _ => throw new InvalidOperationException($"{message.GetType().Name} is a kind of message without a way into the store"),
    };

    /// <summary>Decides on one candidate and writes what comes of it; of an agent, or of a case that was imported from the city.</summary>
    public Outcome TakeCandidate(StoreTransaction transaction, CandidateMessage message)
    {
        if (transaction.KnowsEvent(message.Candidate.Id))
            return Outcome.Repeated(message) with { Decision = Decision.SameEvent };

        var candidate = LocatedCandidate.Locate(message.Candidate);
        var incident = transaction.FindIncident(candidate.Data.Incident);
        if (incident is null)
            candidate = candidate with { Ties = transaction.TiesOf(candidate.Source) };
        var sameness = rules.Of(candidate.Data.Problem, candidate.Data.Component);
        var near = incident is null ? transaction.CasesNear(candidate, sameness) : [];
        var circumstances = incident is null ? transaction.CircumstancesOf(candidate) with { ClearChange = rules.ClearChange } : Circumstances.None;
        var decision = Deduplicator.Decide(candidate, incident, near, sameness, circumstances);
        return decision.IsQuiet ? transaction.KeepQuiet(candidate, decision, message) : transaction.Apply(candidate, decision, message, options.FileWithoutVerdict);
    }
}
