using EdgeWatch.CaseBridge.Life;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>One write transaction; no other writer overlaps it. What belongs to a topic are extension methods in that topic's file.</summary>
/// <param name="statements">Those of the connection, with the transaction begun.</param>
/// <param name="hooks">What else happens when a case changes.</param>
internal sealed class StoreTransaction(Statements statements, IReadOnlyList<IStateHook> hooks)
{
    private readonly List<Action> _afterCommit = [];
    private long? _epoch;

    public IReadOnlyList<IStateHook> Hooks => hooks;

    /// <summary>Whether any row was written.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>How many transactions before this one have written what decisions rest on.</summary>
    public long Epoch => _epoch ??= One<long>("SELECT epoch FROM store_epoch");

    /// <summary>What <see cref="Epoch"/> will be for the next that begins, once this one is committed.</summary>
    public long NextEpoch => Epoch + (statements.HasDisturbed ? 1 : 0);

    /// <summary>To be done once this is committed, if it ever is: to tell of what has happened.</summary>
    public void AfterCommit(Action tell) => _afterCommit.Add(tell);

    /// <summary>To be called after the commit.</summary>
    public void Tell()
    {
        foreach (var tell in _afterCommit)
            tell();
    }

    public int Execute(string sql, object? values = null)
    {
        var rows = statements.Execute(sql, values);
        HasChanged |= rows > 0;
        return rows;
    }

    /// <summary>The row, or the value of its first column; null where there is none.</summary>
    /// <exception cref="InvalidOperationException">There is more than one row.</exception>
    public T? One<T>(string sql, object? values = null) => statements.One<T>(sql, values);

    public IReadOnlyList<T> All<T>(string sql, object? values = null) => statements.All<T>(sql, values);

    /// <summary>Runs a statement over rows, which must not depend on each other: <c>UPDATE cases SET … FROM @rows w WHERE cases.id = w.Id</c>.</summary>
    public void ExecuteAll<TRow>(string sql, IReadOnlyList<TRow> rows)
        where TRow : class => statements.ExecuteAll(sql, rows);

    /// <summary>What a query over rows finds, in no order: <c>SELECT … FROM @rows w JOIN …</c>.</summary>
    public IReadOnlyList<T> AllOf<TRow, T>(string sql, IReadOnlyList<TRow> rows)
        where TRow : class => statements.AllOf<TRow, T>(sql, rows);

    /// <summary>To be called before the commit: whoever decided by what was there before is to know that it has changed.</summary>
    public void EndEpoch()
    {
        if (statements.HasDisturbed)
            Execute("UPDATE store_epoch SET epoch = epoch + 1");
        statements.End();
    }
}
