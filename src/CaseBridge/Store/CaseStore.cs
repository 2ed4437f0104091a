using System.Data.Common;
using Dapper;
using EdgeWatch.CaseBridge.Life;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// The case store. One writer at a time, each transaction serial with all others; readers beside it. Any number of bridges may share one database.
/// </summary>
internal sealed class CaseStore : IDisposable
{
    private readonly SqlDialect _dialect;
    private readonly IReadOnlyList<IStateHook> _hooks;
    private readonly Lock _writing = new();
    private DbConnection? _writer;
    private Statements? _statements;

    static CaseStore() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    private CaseStore(SqlDialect dialect, IReadOnlyList<IStateHook> hooks) => (_dialect, _hooks) = (dialect, hooks);

    /// <summary>Why the last write failed, in words; null while the store serves.</summary>
    public string? Fault { get; private set; }

    /// <summary>Opens the store and brings its schema up to date.</summary>
    /// <param name="dialect">Which database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="hooks">What else happens when a case changes, in this order.</param>
    /// <exception cref="StoreAwayException">The store cannot be reached or written.</exception>
    /// <exception cref="InvalidOperationException">A newer bridge has changed the schema already.</exception>
    public static CaseStore Open(SqlDialect dialect, TimeProvider time, params IReadOnlyList<IStateHook> hooks)
    {
        var store = new CaseStore(dialect, hooks);
        store.Write(transaction => Schema.Migrate(transaction, dialect, time.GetUtcNow()));
        return store;
    }

    /// <summary>A store of its own on the same database whose writes keep no intake waiting (<see cref="SqlDialect.Apart"/>); the same one where there is no such way.</summary>
    public CaseStore Apart() => _dialect.Apart is { } apart ? new CaseStore(apart, []) : this;

    /// <summary>Does the work in one transaction and commits it; where it throws, nothing has happened.</summary>
    /// <exception cref="StoreAwayException">Nothing was committed; try again later.</exception>
    public T Write<T>(Func<StoreTransaction, T> work)
    {
        lock (_writing)
        {
            try
            {
                _writer ??= _dialect.OpenWriter();
                _statements ??= new Statements(_writer, _dialect.Rows);
                using var transaction = _dialect.BeginWrite(_writer);
                var result = work(new StoreTransaction(_statements, transaction, _hooks));
                transaction.Commit();
                Fault = null;
                return result;
            }
            catch (DbException exception) when (_dialect.IsAway(exception))
            {
                Close();
                Fault = exception.Message;
                throw Away(exception);
            }
        }
    }

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<StoreTransaction> work) => Write(transaction =>
    {
        work(transaction);
        return true;
    });

    /// <summary>Keeps what the planner knows of the tables; now and then, since tables grow slowly.</summary>
    /// <exception cref="StoreAwayException">Try again later.</exception>
    public void KeepStatistics()
    {
        lock (_writing)
        {
            try
            {
                _writer ??= _dialect.OpenWriter();
                _dialect.KeepStatistics(_writer);
            }
            catch (DbException exception) when (_dialect.IsAway(exception))
            {
                throw Away(exception);
            }
        }
    }

    /// <summary>Reads a consistent picture of what is committed; never waits for a writer.</summary>
    /// <exception cref="StoreAwayException">Try again later.</exception>
    public T Read<T>(Func<StoreTransaction, T> work)
    {
        try
        {
            using var connection = _dialect.OpenReader();
            using var transaction = _dialect.BeginRead(connection);
            using var statements = new Statements(connection, _dialect.Rows);
            return work(new StoreTransaction(statements, transaction, _hooks));
        }
        catch (DbException exception) when (_dialect.IsAway(exception))
        {
            throw Away(exception);
        }
    }

    /// <summary>Why the store does not serve now, in words; null while it does.</summary>
    public string? Probe()
    {
        try
        {
            if (Fault is not null)
                Write(static transaction => transaction.One<long>("SELECT COUNT(*) FROM schema_version"));
            return Read(static transaction => transaction.One<long>("SELECT COUNT(*) FROM schema_version")) > 0 ? null : "the schema is missing";
        }
        catch (StoreAwayException exception)
        {
            return exception.Message;
        }
    }

    public void Dispose()
    {
        lock (_writing)
            Close();
    }

    private void Close()
    {
        _statements?.Dispose();
        _writer?.Dispose();
        (_statements, _writer) = (null, null);
    }

    private StoreAwayException Away(DbException exception) =>
        new($"{_dialect.Name} does not serve: {exception.Message}. Check that it is there, writable and not full; the bridge goes on by itself.", exception);
}
