using System.Data.Common;

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
    private readonly WritesTogether? _together = rows == RowSource.Arrays ? new WritesTogether(connection) : null;
    private DbTransaction? _transaction;
    private bool _byIndex;

    /// <summary>All that follows is of this transaction. To be told, since Npgsql gives every transaction of a connection the same instance.</summary>
    public void Begin(DbTransaction transaction)
    {
        (_transaction, _byIndex, HasDisturbed) = (transaction, false, false);
        _together?.Forget();
    }

    /// <summary>To be called before the commit: sends the writes over rows that wait.</summary>
    public void End() => _together?.Send(_transaction!);

    /// <summary>Whether this transaction has written what decisions on other candidates rest on.</summary>
    public bool HasDisturbed { get; private set; }

    public int Execute(string sql, object? values) => Of(sql, values).Command.ExecuteNonQuery();

    /// <exception cref="InvalidOperationException">There is more than one row.</exception>
    public T? One<T>(string sql, object? values)
    {
        var statement = Of(sql, values);
        using var reader = statement.Command.ExecuteReader();
        if (!reader.Read())
            return default;
        var one = statement.ReaderOf<T>(reader)(reader);
        return reader.Read() ? throw new InvalidOperationException($"one row was expected, there are more: {sql}") : one;
    }

    public IReadOnlyList<T> All<T>(string sql, object? values)
    {
        var all = new List<T>();
        Read(Of(sql, values), all);
        return all;
    }

    /// <summary>Runs a statement over rows, at the latest before the next of another kind or the end; see <see cref="RowSource"/>.</summary>
    public void ExecuteAll<TRow>(string sql, IReadOnlyList<TRow> over)
        where TRow : class
    {
        if (_together is not null && over.Count > 0)
        {
            PlanByIndex();
            HasDisturbed |= _together.Add(sql, over);
            return;
        }

        foreach (var statement in Over(sql, over))
            statement.Command.ExecuteNonQuery();
    }

    /// <summary>Reads what a query over rows finds; see <see cref="RowSource"/>.</summary>
    public IReadOnlyList<T> AllOf<TRow, T>(string sql, IReadOnlyList<TRow> over)
        where TRow : class
    {
        var all = new List<T>();
        foreach (var statement in Over(sql, over))
            Read(statement, all);
        return all;
    }

    public void Dispose()
    {
        Clear();
        _together?.Dispose();
    }

    private void Clear()
    {
        foreach (var statement in _statements.Values)
            statement.Command.Dispose();
        _statements.Clear();
    }

    /// <summary>The statement, bound anew at each step.</summary>
    private IEnumerable<Statement> Over<TRow>(string sql, IReadOnlyList<TRow> over)
        where TRow : class
    {
        if (over.Count == 0)
            yield break;
        if (rows == RowSource.Arrays)
        {
            PlanByIndex();
            var arrays = Find(sql, typeof(RowArrays<TRow>), RowArrays<TRow>.Text, command => RowArrays<TRow>.For(command.CommandText, command.CreateParameter, command.Parameters));
            yield return Bind(arrays, new RowArrays<TRow>(over));
            yield break;
        }

        var one = Find(sql, typeof(TRow), StatementValues.TextOfOneRow, command => StatementValues.For(command, typeof(TRow)));
        foreach (var row in over)
            yield return Bind(one, row);
    }

    private void PlanByIndex()
    {
        if (!_byIndex)
            Execute(ByIndex, null);
        _byIndex = true;
    }

    private Statement Of(string sql, object? values) => Bind(
        Find(sql, values?.GetType(), static sql => sql, command => values is null ? null : StatementValues.For(command, values.GetType())), values);

    private Statement Find(string sql, Type? type, Func<string, string> text, Func<DbCommand, IStatementValues?> bind)
    {
        if (!_statements.TryGetValue((sql, type), out var statement))
        {
            if (_statements.Count >= Most)
                Clear();
            var command = connection.CreateCommand();
            command.CommandText = text(sql);
            _statements[(sql, type)] = statement = new Statement(command, bind(command), Disturbance.IsIn(sql));
        }

        HasDisturbed |= statement.Disturbs;
        return statement;
    }

    private Statement Bind(Statement statement, object? values)
    {
        _together?.Send(_transaction!);
        statement.Command.Transaction = _transaction;
        statement.Values?.Fill(values!);

        // Once is not worth a round trip to PostgreSQL, and a migration may hold several statements. SQLite prepares at the first use by itself.
        if (statement.Uses++ == 1)
            statement.Command.Prepare();
        return statement;
    }

    private static void Read<T>(Statement statement, List<T> into)
    {
        using var reader = statement.Command.ExecuteReader();
        if (!reader.Read())
            return;
        var read = statement.ReaderOf<T>(reader);
        do
            into.Add(read(reader));
        while (reader.Read());
    }

    private sealed class Statement(DbCommand command, IStatementValues? values, bool disturbs)
    {
        private Delegate? _reader;

        public bool Disturbs => disturbs;

        public DbCommand Command => command;

        public IStatementValues? Values => values;

        /// <summary>Its columns stay the same, and so does what reads them.</summary>
        public Func<DbDataReader, T> ReaderOf<T>(DbDataReader reader) => (_reader as Func<DbDataReader, T>) ?? (Func<DbDataReader, T>)(_reader = RowReader<T>.For(reader));

        public int Uses { get; set; }
    }
}
