using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>Shows rechecks.</summary>
internal static class RecheckQueries
{
    /// <summary>The latest recheck of a case; null where it was never reported handled.</summary>
    public static Recheck? RecheckOf(this StoreTransaction transaction, string caseId)
    {
        if (transaction.One<RecheckRow>("SELECT * FROM rechecks WHERE case_id = @caseId ORDER BY begun_at DESC LIMIT 1", new { caseId }) is not { } row)
            return null;
        var looks = transaction.LooksOf(row.Id);
        var after = looks.FirstOrDefault(look => look.Id.ToString("D") == row.AfterLook && look.Evidence is { } picture && transaction.IsShown(picture));
        var before = transaction.PictureBefore(caseId, after?.Source.ToString() ?? "", row.BegunAt);
        return new Recheck
        {
            State = row.State,
            HandledAt = row.BegunAt.FromStore(),
            From = row.FromAt.FromStore(),
            Until = row.UntilAt.FromStore(),
            NextAt = NextAt(row.State, row.NextAt),
            Asked = row.Looks,
            Agreeing = row.Agreeing,
            Proposal = row.Proposal,
            Words = row.Words,
            StillThere = row.Posterior is { } posterior ? Math.Round(posterior, 3) : null,
            DecidedAt = row.DecidedAt.FromStore(),
            Before = before?.Id,
            After = after?.Evidence,
            SameView = after is not null && before is { SameCamera: true } && after.Why != RecheckObstacles.Moved,
            Settled = row.SettledAt is { } at ? new RecheckSettlement(at.FromStore(), row.SettledBy!, row.SettledTo!, Accepted(row)) : null,
            Looks = [.. looks.Select(look => new RecheckLookView(
                look.Source.ToString(), look.AskedAt, look.Answer, look.Why, look.Found, look.At, Math.Round(look.LikelihoodRatio, 4), look.Seen, look.Evidence))],
        };
    }

    public static RecheckPage Rechecks(this StoreTransaction transaction, string? state, int limit)
    {
        var matching = state is null ? "r.state <> 'settled'" : "r.state = @state";
        var rows = transaction.All<RecheckItemRow>(
            $"""
            SELECT r.*, c.number, c.problem FROM rechecks r JOIN cases c ON c.id = r.case_id WHERE {matching}
            ORDER BY CASE WHEN r.decided_at IS NULL THEN 1 ELSE 0 END, r.decided_at DESC, r.next_at LIMIT @limit
            """,
            new { state, limit });
        return new RecheckPage(
            [.. rows.Select(row => new RecheckItem(
                Guid.Parse(row.CaseId), row.Number, row.Problem, row.State, row.BegunAt.FromStore(), row.Proposal, row.Words, row.Posterior, row.DecidedAt.FromStore(), NextAt(row.State, row.NextAt)))],
            transaction.One<long>($"SELECT COUNT(*) FROM rechecks r WHERE {matching}", new { state }));
    }

    private static DateTimeOffset? NextAt(string state, long nextAt) => state is RecheckStates.Waiting or RecheckStates.Looking ? nextAt.FromStore() : null;

    /// <summary>A case that was proposed as gone may be verified, or closed at once.</summary>
    private static bool? Accepted(RecheckRow row) => row.Proposal switch
    {
        null => null,
        RecheckProposals.Verified => row.SettledTo is CaseStates.Verified or CaseStates.Closed,
        _ => row.SettledTo == CaseStates.Returned,
    };

    private sealed record RecheckItemRow
    {
        public string CaseId { get; init; } = "";

        public long Number { get; init; }

        public string Problem { get; init; } = "";

        public string State { get; init; } = "";

        public long BegunAt { get; init; }

        public long NextAt { get; init; }

        public string? Proposal { get; init; }

        public string? Words { get; init; }

        public double? Posterior { get; init; }

        public long? DecidedAt { get; init; }
    }
}
