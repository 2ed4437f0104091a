using System.Text.Json;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>Rechecks in the store: begun and ended with the states of their cases, taken up by one bridge at a time, and added to by reports.</summary>
internal static class RecheckRows
{
    /// <summary>A case was reported handled: some bridge will look again. The same report again changes nothing.</summary>
    /// <param name="transaction">That of the report.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="handledAt">When it was handled, as the report says.</param>
    /// <param name="now">When that became known.</param>
    public static void QueueRecheck(this StoreTransaction transaction, string caseId, DateTimeOffset handledAt, DateTimeOffset now) => transaction.Execute(
        """
        INSERT INTO rechecks (id, case_id, begun_at, state, next_at, lease_until) VALUES (@id, @caseId, @handledAt, 'waiting', @at, 0)
        ON CONFLICT (case_id, begun_at) DO NOTHING
        """,
        new { id = Guid.CreateVersion7(now).ToString("D"), caseId, handledAt = handledAt.ToStore(), at = now.ToStore() });

    /// <summary>The case went on from handled, whatever was proposed.</summary>
    public static void SettleRecheck(this StoreTransaction transaction, string caseId, string toState, string actor, DateTimeOffset now) => transaction.Execute(
        "UPDATE rechecks SET state = 'settled', settled_at = @at, settled_by = @actor, settled_to = @toState WHERE case_id = @caseId AND state <> 'settled'",
        new { caseId, toState, actor, at = now.ToStore() });

    /// <summary>Looks again now, by the rules of today, whatever came of it so far; false where there is nothing to look again for.</summary>
    public static bool RestartRecheck(this StoreTransaction transaction, string caseId, DateTimeOffset now) => transaction.Execute(
        """
        UPDATE rechecks SET state = 'looking', from_at = NULL, proposal = NULL, words = NULL, posterior = NULL, after_look = NULL, decided_at = NULL, next_at = @at
        WHERE case_id = @caseId AND state <> 'settled'
        """,
        new { caseId, at = now.ToStore() }) > 0;

    /// <summary>A case that was reported handled is reported again: that counts as seen, once workers had the time to leave.</summary>
    public static void SeenAgain(this StoreTransaction transaction, string caseId, LocatedCandidate candidate, DateTimeOffset now)
    {
        if (candidate.Candidate.Type == CandidateTypes.Cleared)
            return;
        var row = transaction.One<RecheckRow>(
            $"SELECT * FROM rechecks WHERE case_id = @caseId AND state <> 'settled' AND from_at <= @seenAt AND {NotReturned}", new { caseId, seenAt = candidate.Data.SeenAt.ToStore() });
        if (row is null)
            return;
        var odds = Confidence.CaseOdds.OfShare(Math.Clamp(candidate.Data.Confidence, 0.5, 0.99));
        transaction.Insert(row.Id, new RecheckLook(candidate.Candidate.Id, candidate.Source, now)
        {
            Answer = RecheckAnswers.Seen,
            Why = RecheckSilences.Reported,
            Found = $"reported again at {candidate.Data.SeenAt:u}: {candidate.Data.Problem}",
            Seen = candidate.Data.Subjects.MaxBy(subject => subject.Score),
            At = candidate.Data.SeenAt,
            LikelihoodRatio = odds,
            Evidence = candidate.Data.Evidence?.Id,
        });
        transaction.Execute("UPDATE rechecks SET state = 'looking', next_at = @at WHERE id = @Id", new { row.Id, at = now.ToStore() });
    }

    /// <summary>Those that are due and that no other bridge has taken up, each leased to the caller.</summary>
    /// <param name="transaction">A transaction.</param>
    /// <param name="lease">A name that no other claim has.</param>
    /// <param name="until">A bridge that died gives them free then.</param>
    /// <param name="now">Now.</param>
    /// <param name="most">At most so many.</param>
    public static IReadOnlyList<RecheckRow> ClaimRechecks(this StoreTransaction transaction, string lease, DateTimeOffset until, DateTimeOffset now, int most)
    {
        var values = new { lease, until = until.ToStore(), at = now.ToStore(), most };
        // The condition stands in the update: of two bridges that ask at once, one finds the lease taken.
        transaction.Execute(
            $"""
            UPDATE rechecks SET lease = @lease, lease_until = @until
            WHERE lease_until <= @at AND id IN (SELECT id FROM rechecks WHERE {Due} ORDER BY next_at LIMIT @most)
            """,
            values);
        return transaction.All<RecheckRow>("SELECT * FROM rechecks WHERE lease = @lease ORDER BY next_at", values);
    }

    public static bool HasDueRecheck(this StoreTransaction transaction, DateTimeOffset now) =>
        transaction.One<long?>($"SELECT 1 FROM rechecks WHERE {Due} LIMIT 1", new { at = now.ToStore() }) is not null;

    /// <summary>Writes by what rules it looks, and gives it back until the first look is due.</summary>
    public static void PlanRecheck(this StoreTransaction transaction, RecheckRow row, RecheckPlan plan) => transaction.Execute(
        """
        UPDATE rechecks SET from_at = @from, until_at = @until, every = @every, looks = @Looks, agreeing = @Agreeing, next_at = @from, lease = NULL, lease_until = 0
        WHERE id = @Id AND lease = @Lease AND from_at IS NULL AND state IN ('waiting', 'looking')
        """,
        new { row.Id, row.Lease, from = plan.From.ToStore(), until = plan.Until.ToStore(), every = plan.Every.Ticks / TimeSpan.TicksPerMicrosecond, plan.Looks, plan.Agreeing });

    /// <summary>Writes that somebody was asked, before the question leaves.</summary>
    public static void Insert(this StoreTransaction transaction, string recheck, RecheckLook look) => transaction.Execute(
        """
        INSERT INTO recheck_looks (id, recheck, source, asked_at, answered_at, answer, why, found, seen, at, likelihood_ratio, evidence)
        VALUES (@id, @recheck, @source, @askedAt, @answeredAt, @Answer, @Why, @Found, @seen, @at, @LikelihoodRatio, @evidence)
        ON CONFLICT (id) DO NOTHING
        """,
        ValuesOf(recheck, look, look.AskedAt));

    public static void Answer(this StoreTransaction transaction, RecheckLook look, DateTimeOffset now) => transaction.Execute(
        """
        UPDATE recheck_looks SET answered_at = @answeredAt, answer = @Answer, why = @Why, found = @Found, seen = @seen, at = @at, likelihood_ratio = @LikelihoodRatio, evidence = @evidence
        WHERE id = @id AND answer IS NULL
        """,
        ValuesOf("", look, now));

    /// <summary>Writes how it stands and gives it back; false where it was settled meanwhile, or another bridge has it.</summary>
    public static bool StandRecheck(this StoreTransaction transaction, RecheckRow row, RecheckStanding standing, DateTimeOffset now) => transaction.Execute(
        """
        UPDATE rechecks SET state = @State, proposal = @Proposal, words = @Words, posterior = @Posterior, after_look = @afterLook, decided_at = @decidedAt,
            next_at = @nextAt, lease = NULL, lease_until = 0
        WHERE id = @Id AND lease = @Lease AND state IN ('waiting', 'looking')
        """,
        new
        {
            row.Id,
            row.Lease,
            standing.State,
            standing.Proposal,
            standing.Words,
            standing.Posterior,
            afterLook = standing.After?.Id.ToString("D"),
            decidedAt = standing.State == RecheckStates.Looking ? (long?)null : now.ToStore(),
            nextAt = (standing.NextAt ?? now).ToStore(),
        }) > 0;

    public static IReadOnlyList<RecheckLook> LooksOf(this StoreTransaction transaction, string recheck) =>
    [
        .. transaction.All<RecheckLookRow>("SELECT * FROM recheck_looks WHERE recheck = @recheck ORDER BY asked_at, id", new { recheck }).Select(row => row.ToLook()),
    ];

    private const string Due = "state IN ('waiting', 'looking') AND next_at <= @at AND lease_until <= @at";
    private const string NotReturned = "(proposal IS NULL OR proposal <> 'returned')";

    private static object ValuesOf(string recheck, RecheckLook look, DateTimeOffset answeredAt) => new
    {
        id = look.Id.ToString("D"),
        recheck,
        source = look.Source.ToString(),
        askedAt = look.AskedAt.ToStore(),
        answeredAt = look.Answer is null ? (long?)null : answeredAt.ToStore(),
        look.Answer,
        look.Why,
        look.Found,
        seen = look.Seen is null ? null : JsonSerializer.Serialize(look.Seen, ContractsJson.Default.Subject),
        at = look.At.ToStore(),
        look.LikelihoodRatio,
        evidence = look.Evidence?.ToString("D"),
    };

    private sealed record RecheckLookRow
    {
        public string Id { get; init; } = "";

        public string Source { get; init; } = "";

        public long AskedAt { get; init; }

        public string? Answer { get; init; }

        public string? Why { get; init; }

        public string? Found { get; init; }

        public string? Seen { get; init; }

        public long? At { get; init; }

        public double? LikelihoodRatio { get; init; }

        public string? Evidence { get; init; }

        public RecheckLook ToLook() => new(Guid.Parse(Id), CandidateSource.TryParse(Source, out var source) ? source : default, AskedAt.FromStore())
        {
            Answer = Answer,
            Why = Why,
            Found = Found ?? "",
            Seen = Seen is null ? null : JsonSerializer.Deserialize(Seen, ContractsJson.Default.Subject),
            At = At.FromStore(),
            LikelihoodRatio = LikelihoodRatio ?? 1,
            Evidence = Evidence is null ? null : Guid.Parse(Evidence),
        };
    }
}

/// <summary>A row of <c>rechecks</c>.</summary>
internal sealed record RecheckRow
{
    public string Id { get; init; } = "";

    public string CaseId { get; init; } = "";

    public long BegunAt { get; init; }

    public string State { get; init; } = "";

    public long? FromAt { get; init; }

    public long? UntilAt { get; init; }

    public long? Every { get; init; }

    public long? Looks { get; init; }

    public long? Agreeing { get; init; }

    public long NextAt { get; init; }

    public string? Lease { get; init; }

    public string? Proposal { get; init; }

    public string? Words { get; init; }

    public double? Posterior { get; init; }

    public string? AfterLook { get; init; }

    public long? DecidedAt { get; init; }

    public long? SettledAt { get; init; }

    public string? SettledBy { get; init; }

    public string? SettledTo { get; init; }

    /// <summary>Null until a bridge has taken it up.</summary>
    public RecheckPlan? Plan => FromAt is { } from
        ? new RecheckPlan(from.FromStore(), UntilAt!.Value.FromStore(), TimeSpan.FromMicroseconds(Every!.Value), (int)Looks!.Value, (int)Agreeing!.Value)
        : null;
}
