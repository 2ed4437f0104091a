using System.Collections.Concurrent;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>
/// Looks after each batch whether what was opened is a storm: at most every two seconds for a problem, however many batches come; what was opened meanwhile is looked at with a later one.
/// Any number of bridges may look: the cases themselves say what is grouped already.
/// </summary>
internal sealed class StormWatch(BridgeMetrics metrics, ILogger<StormWatch> log)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _due = new(StringComparer.Ordinal);

    /// <summary>Groups in the transaction of the batch.</summary>
    public void Group(StoreTransaction transaction, IReadOnlyList<Outcome> outcomes)
    {
        if (outcomes.Count == 0)
            return;
        var now = outcomes[^1].Message.Waiting.ReceivedAt;
        foreach (var outcome in outcomes)
        {
            if (outcome is { Decision.Opens: true, Message: CandidateMessage opened } && StormRules.MayGroup(opened.Candidate.Data.Problem))
                _due.TryAdd(opened.Candidate.Data.Problem, now + Every);
        }

        // One problem with a batch: what wait are never held up by all of them. A clock that was set back must not make it wait for hours.
        foreach (var (problem, at) in _due.OrderBy(due => due.Value))
        {
            if (now < at && at - now <= Every)
                continue;
            if (transaction.GroupStorm(problem, now) is { Cases: > 0 } grouped)
                transaction.AfterCommit(() => Tell(problem, grouped.Cases, grouped.IsNew));
            _due.TryRemove(problem, out _);
            return;
        }
    }

    private void Tell(string problem, int cases, bool isNew)
    {
        metrics.StormGrouped(problem, cases);
        if (isNew)
            log.StormFound(problem, cases);
        else
            log.StormGrew(problem, cases);
    }
}
