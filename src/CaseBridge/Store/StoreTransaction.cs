using System.Data.Common;
using Dapper;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>One write transaction; no other writer overlaps it. What belongs to a topic are extension methods in that topic's file.</summary>
internal sealed class StoreTransaction(DbConnection connection, DbTransaction transaction)
{
    public int Execute(string sql, object? values = null) => connection.Execute(sql, values, transaction);

    public T? One<T>(string sql, object? values = null) => connection.QuerySingleOrDefault<T>(sql, values, transaction);

    public IReadOnlyList<T> All<T>(string sql, object? values = null) => connection.Query<T>(sql, values, transaction).AsList();
}
