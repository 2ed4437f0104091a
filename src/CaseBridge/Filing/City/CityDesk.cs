using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Filing.City;

/// <summary>What became of an update.</summary>
/// <param name="Result">What.</param>
/// <param name="Detail">Why not, in words with the remedy.</param>
/// <param name="CaseId">The case that it is about, where it is known.</param>
/// <param name="Changes">What it changed, in order; empty where nothing.</param>
/// <param name="Standing">Where the case stands now.</param>
internal sealed record CityAnswer(VerdictResult Result, string Detail = "", string? CaseId = null, IReadOnlyList<string>? Changes = null, CaseStanding? Standing = null);

/// <summary>Takes what the city's platforms say of cases, and leads the cases through their lives by it.</summary>
internal sealed class CityDesk(CaseStore store, LiveFeed live, BridgeMetrics metrics, TimeProvider time, ILogger<CityDesk> log)
{
    /// <summary>Longest id of an update or reference of a platform, in characters.</summary>
    public const int LongestId = 128;

    public CityAnswer Tell(string reference, CityUpdate update)
    {
        var answer = Flaw(reference, update) is { } flaw ? new CityAnswer(VerdictResult.Invalid, flaw) : Write(transaction => Tell(transaction, reference, update));
        metrics.CityTold(answer.Result.ToString());
        if (answer is { Result: VerdictResult.Accepted or VerdictResult.AlreadySo, Standing: { } standing })
            log.CityTold(update.Platform ?? "city", reference, update.Status, standing.Number, standing.State);
        else
            log.CityRefused(update.Platform ?? "city", reference, update.Status, answer.Detail);
        return answer;
    }

    /// <summary>Makes the changes that lead a case to what a platform says; all of them or none.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="known">The case and its platform.</param>
    /// <param name="change">The change that was named.</param>
    /// <exception cref="RefusedChangeException">The case's life does not allow it; the transaction is to be given up.</exception>
    public CityAnswer Lead(StoreTransaction transaction, CityReferenceRow known, CaseChange change)
    {
        var now = time.GetUtcNow();
        var standing = transaction.Standing(known.CaseId)!;
        // The platform has it as a case of its own, so that nobody need confirm it here.
        if (standing.State == CaseStates.Pending && change.Kind != ChangeKinds.Note)
        {
            transaction.FileWithoutVerdict(known.CaseId, known.Platform, $"it is case {known.Reference} there", now);
            standing = transaction.Standing(known.CaseId)!;
        }

        var made = new List<string>();
        foreach (var step in CitySteps.To(change.Kind, standing))
        {
            var decision = transaction.Change(known.CaseId, step == change.Kind ? change : change with { Kind = step, Reason = $"follows from '{change.Kind}'" }, now);
            if (decision.Result is not (VerdictResult.Accepted or VerdictResult.AlreadySo))
                throw new RefusedChangeException(new CityAnswer(decision.Result, decision.Detail, known.CaseId));
            if (decision.Result == VerdictResult.Accepted)
                made.Add(step);
        }

        transaction.Untell(known.CaseId, known.Platform, now);
        return new CityAnswer(made.Count > 0 ? VerdictResult.Accepted : VerdictResult.AlreadySo, "", known.CaseId, made, transaction.Standing(known.CaseId));
    }

    /// <summary>Does the work in a transaction of its own, gives it up where it was refused half-way, and tells the pages once it is committed.</summary>
    public CityAnswer Write(Func<StoreTransaction, CityAnswer> work)
    {
        CityAnswer answer;
        try
        {
            answer = store.Write(work);
        }
        catch (RefusedChangeException refused)
        {
            return refused.Answer;
        }

        foreach (var change in answer.Changes ?? [])
            live.Publish(LiveUpdate.Case(answer.CaseId!, answer.Standing!.State, change, time.GetUtcNow()));
        return answer;
    }

    private CityAnswer Tell(StoreTransaction transaction, string reference, CityUpdate update)
    {
        if (Find(transaction, reference, update.Platform, out var refusal) is not { } known)
            return refusal!;
        var digest = update.Digest();
        if (transaction.One<string>("SELECT digest FROM city_updates WHERE case_id = @CaseId AND id = @Id", new { known.CaseId, update.Id }) is { } before)
        {
            return before == digest
                ? new CityAnswer(VerdictResult.AlreadySo, "", known.CaseId, [], transaction.Standing(known.CaseId))
                : new CityAnswer(VerdictResult.Conflict, $"update '{update.Id}' said something else before: give each update an id of its own.", known.CaseId);
        }

        var answer = Lead(transaction, known, ChangeOf(update));
        transaction.Execute(
            "INSERT INTO city_updates (case_id, id, at, digest) VALUES (@CaseId, @Id, @at, @digest)", new { known.CaseId, update.Id, at = time.GetUtcNow().ToStore(), digest });
        return answer;
    }

    private static CaseChange ChangeOf(CityUpdate update) => new()
    {
        Kind = CityStatuses.ChangeOf(update.Status)!,
        Actor = update.Actor,
        Reason = update.Note,
        At = update.At?.ToUniversalTime(),
        Department = update.Department,
        Handler = update.Handler,
    };

    /// <summary>By the platform's reference, else by our own id of the case, for platforms that keep none.</summary>
    private static CityReferenceRow? Find(StoreTransaction transaction, string reference, string? platform, out CityAnswer? refusal)
    {
        refusal = null;
        var found = transaction.FindReferences(reference, platform);
        if (found is [var only])
            return only;
        if (found.Count == 0 && Guid.TryParse(reference, out var id) && transaction.Standing(id.ToString("D")) is { } standing)
            return new CityReferenceRow { Platform = platform ?? "city", Reference = reference, CaseId = standing.Id, Origin = CityReferenceOrigins.Filed };
        refusal = found.Count == 0
            ? new CityAnswer(
                VerdictResult.NotFound,
                $"No case is known under '{reference}'{(platform is null ? "" : $" at {platform}")}: give the reference that its filing was answered with, or our id of the case; where the answer is only just under way, send this again.")
            : new CityAnswer(VerdictResult.Conflict, $"'{reference}' is a case of {string.Join(" and of ", found.Select(row => row.Platform))}: name the platform.");
        return null;
    }

    private static string? Flaw(string reference, CityUpdate update)
    {
        if (string.IsNullOrWhiteSpace(update.Id) || update.Id.Length > LongestId)
            return $"id is empty or longer than {LongestId} characters: give each update an id of its own.";
        if (reference.Length > LongestId)
            return $"the reference has {reference.Length} characters, more than {LongestId}.";
        return CityStatuses.ChangeOf(update.Status) is null ? $"status '{update.Status}' is none of {string.Join(", ", CityStatuses.All)}." : null;
    }
}
