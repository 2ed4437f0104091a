using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge;

/// <summary>Every line that the bridge logs. Ids 3000–3999.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Bridge {Id} started: store {Store}, broker {Broker}, console {Listen}")]
    public static partial void BridgeStarted(this ILogger log, string id, string store, string broker, string listen);

    [LoggerMessage(3001, LogLevel.Information, "Broker connected")]
    public static partial void BrokerConnected(this ILogger log);

    [LoggerMessage(3002, LogLevel.Warning, "Broker lost; agents keep their candidates until it is back")]
    public static partial void BrokerLost(this ILogger log);

    [LoggerMessage(3003, LogLevel.Information, "Bridge stopped")]
    public static partial void BridgeStopped(this ILogger log);

    [LoggerMessage(3100, LogLevel.Warning, "Message on {Topic} was refused and kept aside: {Reason}")]
    public static partial void MessageSetAside(this ILogger log, string topic, string reason);

    [LoggerMessage(3101, LogLevel.Warning, "Acknowledgement of {Count} messages to {Agent} was not sent, they will come again: {Reason}")]
    public static partial void AcknowledgementNotSent(this ILogger log, string agent, int count, string reason);

    [LoggerMessage(3102, LogLevel.Warning, "Store did not serve, {Count} messages wait and are tried again in {Delay}: {Reason}")]
    public static partial void StoreWasAway(this ILogger log, int count, TimeSpan delay, string reason);

    [LoggerMessage(3103, LogLevel.Information, "Store serves again")]
    public static partial void StoreServesAgain(this ILogger log);

    [LoggerMessage(3107, LogLevel.Error, "Store is away ({Kind}) since {Since:u}, nothing is acknowledged: {Reason}")]
    public static partial void StoreIsAway(this ILogger log, StoreFaultKind kind, DateTimeOffset since, string reason);

    [LoggerMessage(3108, LogLevel.Information, "Store serves again, it was away ({Kind}) for {Duration}")]
    public static partial void StoreIsBack(this ILogger log, StoreFaultKind kind, TimeSpan duration);

    [LoggerMessage(3104, LogLevel.Error, "Message on {Topic} broke the intake and was kept aside without acknowledgement")]
    public static partial void MessageBrokeIntake(this ILogger log, Exception exception, string topic);

    [LoggerMessage(3105, LogLevel.Warning, "Intake queue was full: {Dropped} messages were dropped, the last on {Topic}; their agents send them again")]
    public static partial void IntakeQueueFull(this ILogger log, long dropped, string topic);

    [LoggerMessage(3106, LogLevel.Debug, "Candidate {Event} of {Source}: {Decision} ({Compared})")]
    public static partial void CandidateDecided(this ILogger log, Guid @event, string source, DecisionReason decision, string compared);

    [LoggerMessage(3111, LogLevel.Warning, "A batch could not be decided on ahead of its turn, and is decided on in it: {Reason}")]
    public static partial void NotDecidedAhead(this ILogger log, string reason);

    [LoggerMessage(3109, LogLevel.Warning, "Storm: {Cases} cases of {Problem} opened at once; they are one item to review")]
    public static partial void StormFound(this ILogger log, string problem, int cases);

    [LoggerMessage(3110, LogLevel.Information, "Storm of {Problem} has {Cases} cases more")]
    public static partial void StormGrew(this ILogger log, string problem, int cases);

    [LoggerMessage(3200, LogLevel.Information, "Case {Number} is {State}: {Kind} by {Actor}")]
    public static partial void VerdictGiven(this ILogger log, long number, string kind, string state, string actor);

    [LoggerMessage(3201, LogLevel.Information, "Case {Number} is {State}: {Kind} by {Actor}")]
    public static partial void CaseChanged(this ILogger log, long number, string kind, string state, string actor);

    [LoggerMessage(3202, LogLevel.Information, "Case {Number} became {Mark} by its limit of {Limit} while {State}")]
    public static partial void DeadlineMarked(this ILogger log, long number, string mark, string limit, string state);

    [LoggerMessage(3203, LogLevel.Warning, "Deadlines were not watched, they are at the next turn: {Reason}")]
    public static partial void DeadlinesNotWatched(this ILogger log, string reason);

    [LoggerMessage(3300, LogLevel.Information, "Settings revision {Revision} of agent {Agent} was published")]
    public static partial void SettingsPublished(this ILogger log, string agent, long revision);

    [LoggerMessage(3301, LogLevel.Warning, "Settings of agent {Agent} were not published, they go out when the broker is back: {Reason}")]
    public static partial void SettingsNotPublished(this ILogger log, string agent, string reason);

    [LoggerMessage(3400, LogLevel.Information, "Evidence was swept: {Pictures} pictures, {Bytes} bytes")]
    public static partial void EvidenceSwept(this ILogger log, int pictures, long bytes);

    [LoggerMessage(3402, LogLevel.Information, "Raw reports of cases that are done were deleted: {Reports}")]
    public static partial void ReportsForgotten(this ILogger log, int reports);

    [LoggerMessage(3403, LogLevel.Error, "Evidence store is away ({Kind}) since {Since:u}, messages wait: {Reason}")]
    public static partial void EvidenceIsAway(this ILogger log, StoreFaultKind kind, DateTimeOffset since, string reason);

    [LoggerMessage(3404, LogLevel.Information, "Evidence store serves again, it was away ({Kind}) for {Duration}")]
    public static partial void EvidenceIsBack(this ILogger log, StoreFaultKind kind, TimeSpan duration);

    [LoggerMessage(3405, LogLevel.Information, "Zero reports that are summed by day were deleted: {Reports}")]
    public static partial void ZeroReportsForgotten(this ILogger log, int reports);

    [LoggerMessage(3401, LogLevel.Warning, "Evidence could not be swept: {Reason}")]
    public static partial void EvidenceNotSwept(this ILogger log, string reason);

    [LoggerMessage(3510, LogLevel.Warning, "Counts of the wide map were not read anew: {Reason}")]
    public static partial void MapNotRefreshed(this ILogger log, string reason);

    [LoggerMessage(3600, LogLevel.Information, "Filing {Filing} ({Kind}) of case {Case} was taken by {Filer} as {Reference}, attempt {Attempt}")]
    public static partial void FilingSent(this ILogger log, string filing, string kind, string @case, string filer, string reference, long attempt);

    [LoggerMessage(3601, LogLevel.Warning, "Filing {Filing} of case {Case} was not taken by {Filer} at attempt {Attempt}, it is tried again in {Delay}: {Reason}")]
    public static partial void FilingNotSent(this ILogger log, string filing, string @case, string filer, long attempt, TimeSpan delay, string reason);

    [LoggerMessage(3602, LogLevel.Error, "Filing {Filing} ({Kind}) of case {Case} was refused by {Filer} and waits for a person: {Reason}")]
    public static partial void FilingDead(this ILogger log, string filing, string kind, string @case, string filer, string reason);

    [LoggerMessage(3603, LogLevel.Warning, "Store did not serve the filings of {Filer}, they wait: {Reason}")]
    public static partial void FilingStoreAway(this ILogger log, string filer, string reason);

    [LoggerMessage(3604, LogLevel.Error, "Filer {Filer} broke; the filing under way is tried again")]
    public static partial void FilerBroke(this ILogger log, Exception exception, string filer);

    [LoggerMessage(3605, LogLevel.Information, "Filing {Filing} was {What} by {Actor}")]
    public static partial void FilingSettled(this ILogger log, string filing, string what, string actor);

    [LoggerMessage(3610, LogLevel.Information, "{Platform} said of {Reference}: {Status}; case {Number} is {State}")]
    public static partial void CityTold(this ILogger log, string platform, string reference, string status, long number, string state);

    [LoggerMessage(3611, LogLevel.Warning, "{Platform} said of {Reference}: {Status}, which was refused: {Reason}")]
    public static partial void CityRefused(this ILogger log, string platform, string reference, string status, string reason);

    [LoggerMessage(3612, LogLevel.Warning, "{Filer} could not be asked for status, it is asked again: {Reason}")]
    public static partial void StatusNotAsked(this ILogger log, string filer, string reason);

    [LoggerMessage(3613, LogLevel.Information, "{Count} cases came from the city's platform: {Results}")]
    public static partial void CasesImported(this ILogger log, int count, string results);

    [LoggerMessage(3900, LogLevel.Information, "Case {Number} was looked at again: {Proposal} is proposed to a person ({Words})")]
    public static partial void Rechecked(this ILogger log, long number, string proposal, string words);

    [LoggerMessage(3902, LogLevel.Error, "Case {Case} could not be looked at again; it is tried again in a minute")]
    public static partial void RecheckFailed(this ILogger log, Exception exception, string @case);

    [LoggerMessage(3901, LogLevel.Warning, "Cases that were reported handled could not be looked at again now, they are later: {Reason}")]
    public static partial void RecheckPutOff(this ILogger log, string reason);

    [LoggerMessage(3450, LogLevel.Error, "Daily facts could not be counted; what waits is tried again")]
    public static partial void FactsNotCounted(this ILogger log, Exception exception);

    [LoggerMessage(3500, LogLevel.Error, "Request {Method} {Path} failed")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string path);
}
