using EdgeWatch.CaseBridge.Api;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Life;

/// <summary>What became of what was said of a case.</summary>
/// <param name="Result">What.</param>
/// <param name="Detail">Why not, in words with the remedy.</param>
/// <param name="Case">As it stands now; null where there is none.</param>
internal sealed record DeskAnswer(VerdictResult Result, string Detail, CaseDetail? Case);

/// <summary>Takes what people and platforms say of a case, commits it, and then tells log, metrics and pages. For whoever is not within a transaction already.</summary>
internal sealed class CaseDesk(CaseStore store, LiveFeed live, BridgeMetrics metrics, TimeProvider time, ILogger<CaseDesk> log, SamenessRules sameness)
{
    /// <exception cref="StoreAwayException">Nothing was committed.</exception>
    public DeskAnswer Judge(Guid id, Verdict verdict)
    {
        var normal = verdict with { DuplicateOf = Guid.TryParse(verdict.DuplicateOf, out var target) ? target.ToString("D") : verdict.DuplicateOf };
        return TakeVerdict(id, verdict.Kind, verdict.Actor, (transaction, now) => transaction.Judge(id.ToString("D"), normal, now, sameness));
    }

    /// <inheritdoc cref="Judge"/>
    public DeskAnswer TakeBack(Guid id, Undo undo) => TakeVerdict(id, "undo", undo.Actor, (transaction, now) => transaction.TakeBack(id.ToString("D"), undo, now));

    /// <inheritdoc cref="Judge"/>
    public DeskAnswer Change(Guid id, CaseChange change)
    {
        var now = time.GetUtcNow();
        var (decision, detail) = store.Write(transaction => (transaction.Change(id.ToString("D"), change, now), transaction.Case(id.ToString("D"))));
        if (decision.Result == VerdictResult.Accepted)
        {
            metrics.CaseChanged(change.Kind);
            log.CaseChanged(detail!.Number, change.Kind, detail.State, change.Actor);
            live.Publish(LiveUpdate.Case(id.ToString("D"), detail.State, change.Kind, now));
        }

        return new DeskAnswer(decision.Result, decision.Detail, detail);
    }

    private DeskAnswer TakeVerdict(Guid id, string kind, string actor, Func<StoreTransaction, DateTimeOffset, VerdictDecision> decide)
    {
        var now = time.GetUtcNow();
        var (decision, detail) = store.Write(transaction => (decide(transaction, now), transaction.Case(id.ToString("D"))));
        if (decision.Result == VerdictResult.Accepted)
        {
            metrics.VerdictGiven(kind);
            log.VerdictGiven(detail!.Number, kind, detail.State, actor);
            live.Publish(LiveUpdate.Case(id.ToString("D"), detail.State, "verdict", now));
            if (detail.MergedInto is { } target && store.Read(transaction => transaction.FindCase(target.ToString("D"))) is { } stays)
                live.Publish(LiveUpdate.Case(stays.Id, stays.State, "joined", now));
        }

        return new DeskAnswer(decision.Result, decision.Detail, detail);
    }
}
