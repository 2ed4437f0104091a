using System.Globalization;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Filing.City;

/// <summary>Takes over open cases of the city's platform: each joins a case that we have of the same problem, or opens one that later candidates join.</summary>
internal sealed class CityImport(
    CaseStore store, EventIntake intake, ImportReader reader, BridgeOptions options, LiveFeed live, BridgeMetrics metrics, TimeProvider time, ILogger<CityImport> log)
{
    /// <summary>Cases of one request; they share one transaction, and other writers wait for it.</summary>
    public const int MostAtOnce = 500;

    public IReadOnlyList<ImportResult> Take(IReadOnlyList<ImportedCase> entered)
    {
        var now = time.GetUtcNow();
        var updates = new List<LiveUpdate>();
        var results = store.Write(transaction =>
        {
            updates.Clear();
            return entered.Select(one => Take(transaction, one, now, updates)).ToList();
        });
        foreach (var update in updates)
            live.Publish(update);
        foreach (var result in results)
            metrics.CityImported(result.Result);
        log.CasesImported(
            results.Count, string.Join(", ", results.GroupBy(result => result.Result).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"))));
        return results;
    }

    private ImportResult Take(StoreTransaction transaction, ImportedCase entered, DateTimeOffset now, List<LiveUpdate> updates)
    {
        var platform = entered.Platform ?? OnlyPlatform;
        if (entered.Platform is { } named && named != Unnamed && options.Filers.All(filer => filer.Name != named))
            return new ImportResult(entered.Reference, "refused", Detail: $"platform '{named}' is none of the bridge's filers ({string.Join(", ", options.Filers.Select(filer => filer.Name))}): name one of them, or leave it out.");
        if (transaction.FindReferences(entered.Reference, platform) is [var known, ..])
            return Of(transaction, known.CaseId, entered.Reference, "known", null, null);
        if (reader.Read(entered, platform, now, out var flaw) is not { } candidate)
            return new ImportResult(entered.Reference, "refused", Detail: flaw);

        var waiting = new WaitingMessage(platform, "city", $"city/{platform}", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(candidate, ContractsJson.Default.CandidateEvent), now);
        var outcome = intake.TakeCandidate(transaction, new CandidateMessage(waiting, candidate));
        var found = transaction.CaseOf(candidate.Data.Incident)!;
        transaction.Refer(platform, entered.Reference, found.Id, CityReferenceOrigins.Imported, now);
        Bring(transaction, found.Id, entered, platform, now);
        transaction.QueueFacts(now, found.Id);
        updates.AddRange(outcome.Updates);
        updates.Add(LiveUpdate.Case(found.Id, transaction.Standing(found.Id)!.State, "updated", now));
        return Of(transaction, found.Id, entered.Reference, outcome.Decision!.Opens ? "opened" : "joined", $"{outcome.Decision.Reason}", outcome.Decision.Compared);
    }

    /// <summary>The city has it as a case of its own: nobody need confirm it here, and it stands where it stands there.</summary>
    private static void Bring(StoreTransaction transaction, string caseId, ImportedCase entered, string platform, DateTimeOffset now)
    {
        if (transaction.Standing(caseId)!.State == CaseStates.Pending)
            transaction.FileWithoutVerdict(caseId, platform, $"it is case {entered.Reference} there, reported by {CitySources.Find(entered.Source)!.Name}", now);
        transaction.Change(caseId, new CaseChange { Kind = ChangeKinds.Note, Actor = platform, Reference = entered.Reference, Reason = $"known there as {entered.Reference}" }, now);
        var kind = entered.State switch
        {
            CaseStates.Dispatched => ChangeKinds.Dispatch,
            CaseStates.Handled => ChangeKinds.Handle,
            _ => null,
        };
        if (kind is not null)
            transaction.Change(caseId, new CaseChange { Kind = kind, Actor = platform, Reason = "so it stands there" }, now);
    }

    private const string Unnamed = "city";

    /// <summary>A folder is nobody's platform.</summary>
    private string OnlyPlatform => options.Filers.Where(filer => filer.Url is not null).ToList() is [var only] ? only.Name : Unnamed;

    private static ImportResult Of(StoreTransaction transaction, string caseId, string reference, string result, string? decision, string? detail)
    {
        var standing = transaction.Standing(caseId)!;
        return new ImportResult(reference, result, Guid.Parse(caseId), standing.Number, decision, detail);
    }
}
