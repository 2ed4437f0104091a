using System.Data.Common;
using System.Globalization;
using Dapper;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// The statements of one connection. Each text is prepared once and bound anew: parsing and planning cost more than most of these small look-ups and
/// writes themselves. Not for two threads at once, as the connection is not.
/// </summary>
internal sealed class Statements(DbConnection connection) : IDisposable
{
    /// <summary>The intake has some tens; lists put theirs together from filters. Beyond this all go and those in use come back.</summary>
    private const int Most = 200;

    private readonly Dictionary<(string Sql, Type? Values), Statement> _statements = [];

    public int Execute(string sql, object? values, DbTransaction transaction) => Of(sql, values, transaction).ExecuteNonQuery();

    /// <exception cref="InvalidOperationException">There is more than one row.</exception>
    public T? One<T>(string sql, object? values, DbTransaction transaction)
    {
        using var reader = Of(sql, values, transaction).ExecuteReader();
        if (!reader.Read())
            return default;
        var one = RowParser<T>(reader)(reader);
        return reader.Read() ? throw new InvalidOperationException($"one row was expected, there are more: {sql}") : one;
    }

    public IReadOnlyList<T> All<T>(string sql, object? values, DbTransaction transaction)
    {
        using var reader = Of(sql, values, transaction).ExecuteReader();
        var all = new List<T>();
        if (!reader.Read())
            return all;
        var parse = RowParser<T>(reader);
        do
            all.Add(parse(reader)!);
        while (reader.Read());
        return all;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Command.Dispose();
        _statements.Clear();
    }

    private DbCommand Of(string sql, object? values, DbTransaction transaction)
    {
        var key = (sql, values?.GetType());
        if (!_statements.TryGetValue(key, out var statement))
        {
            if (_statements.Count >= Most)
                Dispose();
            var command = connection.CreateCommand();
            command.CommandText = sql;
            _statements[key] = statement = new Statement(command, values is null ? null : StatementValues.For(command, values.GetType()));
        }

        statement.Command.Transaction = transaction;
        statement.Values?.Fill(values!);

        // Once is not worth a round trip to PostgreSQL, and a migration may hold several statements. SQLite prepares at the first use by itself.
        if (statement.Uses++ == 1)
            statement.Command.Prepare();
        return statement.Command;
    }

    /// <summary>SQLite tells the type of a column by the value at hand and PostgreSQL counts in its own types, so that a single value is converted.</summary>
    private static Func<DbDataReader, T?> RowParser<T>(DbDataReader reader)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (type.IsPrimitive || type == typeof(string))
            return row => row.IsDBNull(0) ? default : (T?)Convert.ChangeType(row.GetValue(0), type, CultureInfo.InvariantCulture);
        return reader.GetRowParser<T>();
    }

    private sealed class Statement(DbCommand command, StatementValues? values)
    {
        public DbCommand Command => command;

        public StatementValues? Values => values;

        public int Uses { get; set; }
    }
}
