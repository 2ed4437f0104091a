using System.Data.Common;
using System.Globalization;
using Dapper;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// The statements of one connection. Each text is prepared once and bound anew: parsing and planning cost more than most of these small look-ups and
/// writes themselves. Not for two threads at once, as the connection is not.
/// </summary>
/// <param name="connection">The connection; stays the caller's.</param>
/// <param name="rows">How statements over many rows are run on it.</param>
internal sealed class Statements(DbConnection connection, RowSource rows) : IDisposable
{
    /// <summary>The intake has some tens; lists put theirs together from filters. Beyond this all go and those in use come back.</summary>
    private const int Most = 200;

    /// <summary>
    /// The planner does not know how many rows come in arrays, nor much of tables that have just grown, and would read whole tables for them. Each row is one look-up in an index after another, in
    /// the order in which the statement joins, and stays so as the tables grow. Its guess of the cost is far too high then, so that it would compile each statement anew (jit).
    /// </summary>
    private const string ByIndex = "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL join_collapse_limit = 1; SET LOCAL jit = off";

    private readonly Dictionary<(string Sql, Type? Values), Statement> _statements = [];
    private DbTransaction? _transaction;
    private bool _byIndex;

    /// <summary>All that follows is of this transaction. To be told, since Npgsql gives every transaction of a connection the same instance.</summary>
    public void Begin(DbTransaction transaction) => (_transaction, _byIndex, HasDisturbed) = (transaction, false, false);

    /// <summary>Whether this transaction has written what decisions on other candidates rest on.</summary>
    public bool HasDisturbed { get; private set; }

    public int Execute(string sql, object? values) => Of(sql, values).ExecuteNonQuery();

    /// <exception cref="InvalidOperationException">There is more than one row.</exception>
    public T? One<T>(string sql, object? values)
    {
        using var reader = Of(sql, values).ExecuteReader();
        if (!reader.Read())
            return default;
        var one = RowParser<T>(reader)(reader);
        return reader.Read() ? throw new InvalidOperationException($"one row was expected, there are more: {sql}") : one;
    }

    public IReadOnlyList<T> All<T>(string sql, object? values)
    {
        var all = new List<T>();
        Read(Of(sql, values), all);
        return all;
    }

    /// <summary>Runs a statement over rows; see <see cref="RowSource"/>.</summary>
    public void ExecuteAll<TRow>(string sql, IReadOnlyList<TRow> over)
        where TRow : class
    {
        foreach (var command in Over(sql, over))
            command.ExecuteNonQuery();
    }

    /// <summary>Reads what a query over rows finds; see <see cref="RowSource"/>.</summary>
    public IReadOnlyList<T> AllOf<TRow, T>(string sql, IReadOnlyList<TRow> over)
        where TRow : class
    {
        var all = new List<T>();
        foreach (var command in Over(sql, over))
            Read(command, all);
        return all;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Command.Dispose();
        _statements.Clear();
    }

    /// <summary>The command, bound anew at each step.</summary>
    private IEnumerable<DbCommand> Over<TRow>(string sql, IReadOnlyList<TRow> over)
        where TRow : class
    {
        if (over.Count == 0)
            yield break;
        if (rows == RowSource.Arrays)
        {
            if (!_byIndex)
                Execute(ByIndex, null);
            _byIndex = true;
            var arrays = Find(sql, typeof(RowArrays<TRow>), RowArrays<TRow>.Text, RowArrays<TRow>.For);
            yield return Bind(arrays, new RowArrays<TRow>(over));
            yield break;
        }

        var one = Find(sql, typeof(TRow), StatementValues.TextOfOneRow, command => StatementValues.For(command, typeof(TRow)));
        foreach (var row in over)
            yield return Bind(one, row);
    }

    private DbCommand Of(string sql, object? values) => Bind(
        Find(sql, values?.GetType(), static sql => sql, command => values is null ? null : StatementValues.For(command, values.GetType())), values);

    private Statement Find(string sql, Type? type, Func<string, string> text, Func<DbCommand, IStatementValues?> bind)
    {
        if (!_statements.TryGetValue((sql, type), out var statement))
        {
            if (_statements.Count >= Most)
                Dispose();
            var command = connection.CreateCommand();
            command.CommandText = text(sql);
            _statements[(sql, type)] = statement = new Statement(command, bind(command), Disturbance.IsIn(sql));
        }

        HasDisturbed |= statement.Disturbs;
        return statement;
    }

    private DbCommand Bind(Statement statement, object? values)
    {
        statement.Command.Transaction = _transaction;
        statement.Values?.Fill(values!);

        // Once is not worth a round trip to PostgreSQL, and a migration may hold several statements. SQLite prepares at the first use by itself.
        if (statement.Uses++ == 1)
            statement.Command.Prepare();
        return statement.Command;
    }

    private static void Read<T>(DbCommand command, List<T> into)
    {
        using var reader = command.ExecuteReader();
        if (!reader.Read())
            return;
        var parse = RowParser<T>(reader);
        do
            into.Add(parse(reader)!);
        while (reader.Read());
    }

    /// <summary>SQLite tells the type of a column by the value at hand and PostgreSQL counts in its own types, so that a single value is converted.</summary>
    private static Func<DbDataReader, T?> RowParser<T>(DbDataReader reader)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (type.IsPrimitive || type == typeof(string))
            return row => row.IsDBNull(0) ? default : (T?)Convert.ChangeType(row.GetValue(0), type, CultureInfo.InvariantCulture);
        return reader.GetRowParser<T>();
    }

    private sealed class Statement(DbCommand command, IStatementValues? values, bool disturbs)
    {
        public bool Disturbs => disturbs;

        public DbCommand Command => command;

        public IStatementValues? Values => values;

        public int Uses { get; set; }
    }
}
