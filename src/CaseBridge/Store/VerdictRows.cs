using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Verdicts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Gives verdicts and takes them back: case, verdict, findings and history in one transaction.</summary>
internal static class VerdictRows
{
    /// <param name="transaction">Where all of it is written.</param>
    /// <param name="caseId">Which case.</param>
    /// <param name="verdict">What a person says of it.</param>
    /// <param name="now">When.</param>
    /// <param name="rules">How long what a rejection teaches is kept quiet; null: as everywhere.</param>
    public static VerdictDecision Judge(this StoreTransaction transaction, string caseId, Verdict verdict, DateTimeOffset now, SamenessRules? rules = null)
    {
        if (transaction.FindCase(caseId) is not { } judged)
            return new VerdictDecision(VerdictResult.NotFound, $"There is no case {caseId}.");
        var target = verdict.DuplicateOf is null ? null : transaction.FindCase(verdict.DuplicateOf);
        var standing = transaction.Standing(caseId)!;
        var decision = VerdictRules.Decide(verdict, judged, transaction.LastVerdict(caseId), target);
        if (decision.Result != VerdictResult.Accepted)
            return decision;

        var objection = transaction.Enter(new StateChange
        {
            Before = standing,
            After = CaseLife.Enter(standing, decision.ToState, now.ToStore()) with
            {
                Problem = decision.ToProblem,
                CorrectedFrom = decision.ToProblem == judged.Problem ? judged.CorrectedFrom : judged.Problem,
                MergedInto = decision.ToState == CaseStates.Merged ? target!.Id : null,
            },
            Kind = verdict.Kind,
            Actor = verdict.Actor,
            Reason = Reason(verdict, judged, target),
            At = now,
            RecordedAt = now,
            Filing = verdict.Filing,
        });
        if (objection is not null)
            return new VerdictDecision(objection.Result, objection.Detail);

        var id = transaction.Insert(verdict, decision, judged, now);
        transaction.CountVerdict(id, caseId, verdict, decision);
        if (decision.ToState == CaseStates.Rejected)
            transaction.Teach(id, caseId, verdict.Actor, verdict.Reason!, rules ?? SamenessRules.Default, now);
        if (decision.ToState == CaseStates.Merged)
            transaction.MergeInto(target!, judged, verdict.Actor, now.ToStore());
        return decision;
    }

    public static VerdictDecision TakeBack(this StoreTransaction transaction, string caseId, Undo undo, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(undo.Actor))
            return new VerdictDecision(VerdictResult.Invalid, "actor is empty: say who takes the verdict back.");
        if (transaction.FindCase(caseId) is not { } judged)
            return new VerdictDecision(VerdictResult.NotFound, $"There is no case {caseId}.");
        var (standing, last) = (transaction.Standing(caseId)!, transaction.LastVerdict(caseId));
        var decision = VerdictRules.DecideUndo(standing, last, transaction.LastMove(caseId), now);
        if (decision.Result != VerdictResult.Accepted)
            return decision;

        var at = now.ToStore();
        var objection = transaction.Enter(new StateChange
        {
            Before = standing,
            After = CaseLife.Enter(standing, last!.FromState, at) with { Problem = last.FromProblem, CorrectedFrom = last.FromCorrected },
            Kind = "undo",
            Actor = undo.Actor,
            Reason = undo.Reason,
            At = now,
            RecordedAt = now,
        });
        if (objection is not null)
            return new VerdictDecision(objection.Result, objection.Detail);
        transaction.Execute("UPDATE verdicts SET undone_at = @at, undone_by = @Actor WHERE id = @Id", new { at, undo.Actor, last.Id });
        transaction.UncountVerdict(last.Id);
        transaction.Unteach(last.Id, undo.Actor, at);
        if (last.DuplicateOf is { } target)
            transaction.SplitFrom(target, judged, undo.Actor, at);
        return decision;
    }

    private static string Insert(this StoreTransaction transaction, Verdict verdict, VerdictDecision decision, KnownCase judged, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now).ToString("D");
        transaction.Execute(
            """
            INSERT INTO verdicts (id, case_id, at, kind, actor, reason, from_state, from_problem, from_corrected, to_state, to_problem, duplicate_of)
            VALUES (@id, @CaseId, @at, @Kind, @Actor, @Reason, @State, @Problem, @CorrectedFrom, @ToState, @ToProblem, @DuplicateOf)
            """,
            new
            {
                id,
                CaseId = judged.Id,
                at = now.ToStore(),
                verdict.Kind,
                verdict.Actor,
                verdict.Reason,
                judged.State,
                judged.Problem,
                judged.CorrectedFrom,
                decision.ToState,
                decision.ToProblem,
                DuplicateOf = decision.ToState == CaseStates.Merged ? verdict.DuplicateOf : null,
            });
        return id;
    }

    private static GivenVerdict? LastVerdict(this StoreTransaction transaction, string caseId) =>
        transaction.One<GivenVerdict>("SELECT * FROM verdicts WHERE case_id = @caseId AND undone_at IS NULL ORDER BY at DESC, id DESC LIMIT 1", new { caseId });

    /// <summary>The findings go over, so that what they report from now on joins the case that stays. The events stay where they were decided.</summary>
    private static void MergeInto(this StoreTransaction transaction, KnownCase target, KnownCase merged, string actor, long at)
    {
        transaction.Execute("UPDATE incidents SET case_id = @Target WHERE case_id = @Merged", new { Target = target.Id, Merged = merged.Id });
        // As if what was reported there had been reported here.
        transaction.Execute(
            "UPDATE cases SET reports = reports + @Reports, since = @Since, seen_at = @SeenAt WHERE id = @Id",
            new { merged.Reports, Since = Math.Min(target.Since, merged.Since), SeenAt = Math.Max(target.SeenAt, merged.SeenAt), target.Id });
        transaction.SettleClearing(target.Id);
        transaction.SettleConfidence(target.Id);
        transaction.Remember(new HistoryRow { CaseId = target.Id, At = at, Actor = actor, Change = "merged-from", FromState = target.State, ToState = target.State, Reason = $"case {merged.Number}" });
    }

    private static void SplitFrom(this StoreTransaction transaction, string target, KnownCase merged, string actor, long at)
    {
        transaction.Execute($"UPDATE incidents SET case_id = @Id WHERE incident IN (SELECT incident FROM case_events WHERE case_id IN ({CaseQueries.WithMerged}))", new { merged.Id });
        transaction.Execute(
            $"""
            UPDATE cases SET reports = reports - @Reports,
                since = COALESCE((SELECT MIN(i.since) FROM incidents i WHERE i.case_id = @Id), since),
                seen_at = COALESCE((SELECT MAX(e.seen_at) FROM case_events e WHERE e.case_id IN ({CaseQueries.WithMerged})), seen_at)
            WHERE id = @Id
            """,
            new { merged.Reports, Id = target });
        transaction.SettleClearing(target);
        transaction.SettleClearing(merged.Id);
        transaction.SettleConfidence(target);
        transaction.SettleConfidence(merged.Id);
        var stays = transaction.FindCase(target)!;
        transaction.Remember(new HistoryRow { CaseId = target, At = at, Actor = actor, Change = "split-from", FromState = stays.State, ToState = stays.State, Reason = $"case {merged.Number}" });
    }

    private static string? Reason(Verdict verdict, KnownCase judged, KnownCase? target) => verdict.Kind switch
    {
        VerdictKinds.Correct => $"{judged.Problem} → {verdict.Problem}{(verdict.Reason is null ? "" : $": {verdict.Reason}")}",
        VerdictKinds.Duplicate => $"case {target!.Number}{(verdict.Reason is null ? "" : $": {verdict.Reason}")}",
        _ => verdict.Reason,
    };
}
