using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>
/// Looks again at what was reported handled, and proposes to a person what to decide. All that it knows stands in the store: a bridge that was stopped, or another one, goes on where it was.
/// </summary>
internal sealed class RecheckWorker(CaseStore store, RecheckAsker asker, LiveFeed live, BridgeMetrics metrics, Locality locality, BridgeOptions options, TimeProvider time, ILogger<RecheckWorker> log)
    : BackgroundService
{
    /// <summary>The actor of its entries in the history.</summary>
    public const string Actor = "recheck";

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Longer than any answer takes, and not so long that what a killed bridge held waits for minutes.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private const int AtOnce = 32;
    private readonly RecheckOptions _policy = (locality.City?.Options ?? new CityOptions()).Recheck;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Poll, time);
        try
        {
            do
                await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was asked stands in the store; some bridge asks again when the lease has ended.
        }
    }

    /// <summary>Makes all looks that are due.</summary>
    public async Task LookAsync(CancellationToken stop = default)
    {
        try
        {
            var now = time.GetUtcNow();
            if (!store.Read(transaction => transaction.HasDueRecheck(now)))
                return;
            var lease = $"{options.Id}/{Guid.CreateVersion7(now):N}";
            var claimed = store.Write(transaction => transaction.ClaimRechecks(lease, now + Lease, now, AtOnce));
            await Task.WhenAll(claimed.Select(row => TryLookAsync(row, stop)));
        }
        catch (StoreAwayException away)
        {
            log.RecheckPutOff(away.Message);
        }
    }

    /// <summary>One that fails hurts only itself: it is tried again when its lease has ended.</summary>
    private async Task TryLookAsync(RecheckRow row, CancellationToken stop)
    {
        try
        {
            await LookAsync(row, stop);
        }
        catch (Exception exception) when (exception is not StoreAwayException && !stop.IsCancellationRequested)
        {
            metrics.Rechecked("failed");
            log.RecheckFailed(exception, row.CaseId);
        }
    }

    private async Task LookAsync(RecheckRow row, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (row.Plan is not { } plan)
        {
            // What was reported late has had its time already, and whoever asks for a look now wants it now.
            var workersGone = row.BegunAt.FromStore() + _policy.After;
            var from = row.State == RecheckStates.Looking || workersGone < now ? now : workersGone;
            store.Write(transaction => transaction.PlanRecheck(row, RecheckPlan.Of(_policy, from)));
            return;
        }

        var (targets, known) = store.Read(transaction => (transaction.TargetsOf(row.CaseId), transaction.LooksOf(row.Id)));
        var sources = targets.Select(target => target.Source).ToList();
        var before = RecheckRules.Decide(plan, sources, LooksSince(plan, known), now);
        if (before.State != RecheckStates.Looking)
        {
            Conclude(row, before, []);
            return;
        }

        var begun = targets.Select(target => (Target: target, Look: asker.Begin(target, now))).ToList();
        store.Write(transaction => begun.ForEach(one => transaction.Insert(row.Id, one.Look)));
        var answered = await Task.WhenAll(begun.Select(one => asker.AskAsync(one.Target, one.Look, row.BegunAt.FromStore(), stop)));
        foreach (var answer in answered)
            metrics.LookedAgain(answer.Look.Answer!);
        var all = LooksSince(plan, [.. known, .. answered.Select(answer => answer.Look)]);
        Conclude(row, RecheckRules.Decide(plan, sources, all, time.GetUtcNow()), answered);
    }

    /// <summary>Looks from before a person asked anew count no more.</summary>
    private static List<RecheckLook> LooksSince(RecheckPlan plan, IReadOnlyList<RecheckLook> looks) => [.. looks.Where(look => look.AskedAt >= plan.From)];

    private void Conclude(RecheckRow row, RecheckStanding standing, IReadOnlyList<AnsweredLook> answered)
    {
        var now = time.GetUtcNow();
        var (stands, known) = store.Write(transaction =>
        {
            foreach (var answer in answered)
            {
                transaction.Answer(answer.Look, now);
                if (answer.Picture is { } picture)
                    transaction.KeepPicture(answer.Look.Id, answer.Look.Source.Agent, row.CaseId, picture, now);
            }

            var mine = transaction.StandRecheck(row, standing, now);
            var looked = transaction.FindCase(row.CaseId)!;
            if (mine && standing.State != RecheckStates.Looking)
            {
                transaction.Remember(new HistoryRow
                {
                    CaseId = row.CaseId,
                    At = now.ToStore(),
                    Actor = Actor,
                    Change = standing.Proposal is { } proposal ? $"{proposal}-proposed" : "recheck-impossible",
                    FromState = looked.State,
                    ToState = looked.State,
                    Reason = standing.Words,
                });
            }

            return (mine, looked);
        });
        if (!stands)
            return;
        live.Publish(LiveUpdate.Case(row.CaseId, known.State, "recheck", now));
        if (standing.State == RecheckStates.Looking)
            return;
        metrics.Rechecked(standing.Proposal ?? standing.State);
        log.Rechecked(known.Number, standing.Proposal ?? standing.State, standing.Words);
    }
}
