using EdgeWatch.CaseBridge.Life;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>One write transaction; no other writer overlaps it. What belongs to a topic are extension methods in that topic's file.</summary>
/// <param name="statements">Those of the connection, with the transaction begun.</param>
/// <param name="hooks">What else happens when a case changes.</param>
internal sealed class StoreTransaction(Statements statements, IReadOnlyList<IStateHook> hooks)
{
    public IReadOnlyList<IStateHook> Hooks => hooks;

    /// <summary>Whether any row was written.</summary>
    public bool HasChanged { get; private set; }

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
}
