using System.Data.Common;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>One write transaction; no other writer overlaps it. What belongs to a topic are extension methods in that topic's file.</summary>
internal sealed class StoreTransaction(Statements statements, DbTransaction transaction)
{
    public int Execute(string sql, object? values = null) => statements.Execute(sql, values, transaction);

    /// <summary>The row, or the value of its first column; null where there is none.</summary>
    /// <exception cref="InvalidOperationException">There is more than one row.</exception>
    public T? One<T>(string sql, object? values = null) => statements.One<T>(sql, values, transaction);

    public IReadOnlyList<T> All<T>(string sql, object? values = null) => statements.All<T>(sql, values, transaction);
}
