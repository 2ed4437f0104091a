namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// Forgets the raw reports of cases that are done: each keeps its clearest one, which is shown, those that brought another source's word, and its history. Case by case, a thousand
/// at a time, so that no transaction holds up the intake.
/// </summary>
internal static class ReportRetention
{
    public const int CasesAtATime = 1_000;

    /// <summary>Looks at the next cases by number; where the last one was reached the next round begins at 0.</summary>
    /// <returns>Number of the last case that was looked at, 0 where there are no more; and how many reports were forgotten.</returns>
    public static (long Last, int Forgotten) ForgetReports(this StoreTransaction transaction, long after, DateTimeOffset before)
    {
        var last = transaction.One<long?>("SELECT MAX(number) FROM (SELECT number FROM cases WHERE number > @after ORDER BY number LIMIT @CasesAtATime) looked_at", new { after, CasesAtATime });
        if (last is not { } upTo)
            return (0, 0);
        var forgotten = transaction.Execute(
            $"""
            DELETE FROM case_events WHERE event IN (
                SELECT e.event FROM cases c JOIN case_events e ON e.case_id = c.id
                WHERE c.number > @after AND c.number <= @upTo AND c.state NOT IN ({CaseStates.OpenSql}) AND c.opened_at < @opened AND e.received_at < @opened AND e.event <> c.shown_event
                    AND NOT EXISTS (SELECT 1 FROM cases other WHERE other.id = c.merged_into AND other.shown_event = e.event)
                    AND NOT EXISTS (SELECT 1 FROM corroborations a WHERE a.event = e.event))
            """,
            new { after, upTo, opened = before.ToStore() });
        return (upTo, forgotten);
    }
}
