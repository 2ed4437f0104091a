namespace EdgeWatch.CaseBridge.Store;

/// <summary>The append-only history of cases.</summary>
internal static class HistoryRows
{
    public static void Remember(this StoreTransaction transaction, HistoryRow row) =>
        transaction.Execute(
            """
            INSERT INTO history (id, case_id, at, actor, change, from_state, to_state, reason, recorded_at, department, handler, reference)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM history), @CaseId, @At, @Actor, @Change, @FromState, @ToState, @Reason, @RecordedAt, @Department, @Handler, @Reference)
            """,
            row);

    /// <summary>Keeps many at once, in order.</summary>
    public static void Remember(this StoreTransaction transaction, IReadOnlyList<HistoryRow> rows)
    {
        if (rows.Count == 0)
            return;
        var last = transaction.One<long>("SELECT COALESCE(MAX(id), 0) FROM history");
        transaction.ExecuteAll(
            """
            INSERT INTO history (id, case_id, at, actor, change, from_state, to_state, reason)
            SELECT w.Id, w.CaseId, w.At, w.Actor, w.Change, w.FromState, w.ToState, w.Reason FROM @rows w
            """,
            [.. rows.Select((row, index) => row with { Id = last + 1 + index })]);
    }
}

/// <summary>One thing that happened to a case.</summary>
internal sealed record HistoryRow
{
    /// <summary>Given when it is written.</summary>
    public long Id { get; init; }

    public required string CaseId { get; init; }

    public required long At { get; init; }

    public required string Actor { get; init; }

    /// <summary><c>opened</c>, <c>joined</c>, <c>cleared</c>, <c>still-seen</c>, <c>filed-without-verdict</c>, <c>undo</c>, <c>merged-from</c>, <c>due-soon</c>, <c>overdue</c>, or the kind of a verdict or change.</summary>
    public required string Change { get; init; }

    public string? FromState { get; init; }

    public string? ToState { get; init; }

    public string? Reason { get; init; }

    /// <summary>When the bridge learnt of it, where that is another time than when it happened.</summary>
    public long? RecordedAt { get; init; }

    /// <summary>What the change set it to; null where it left it.</summary>
    public string? Department { get; init; }

    /// <inheritdoc cref="Department"/>
    public string? Handler { get; init; }

    /// <inheritdoc cref="Department"/>
    public string? Reference { get; init; }
}
