using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using EdgeWatch.CaseBridge.Life;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// The case store. One writer at a time, each transaction serial with all others; readers beside it. Any number of bridges may share one database.
/// </summary>
internal sealed class CaseStore : IDisposable
{
    /// <summary>Eight pages of SQLite.</summary>
    private const int PulseCharacters = 32 * 1024;

    private readonly SqlDialect _dialect;
    private readonly IReadOnlyList<IStateHook> _hooks;
    private readonly TimeProvider _time;
    private readonly Lock _writing = new();
    private readonly Lock _readingAhead = new();
    private KeptConnection? _writer;
    private KeptConnection? _ahead;
    private volatile StoreFault? _fault;

    static CaseStore() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    private CaseStore(SqlDialect dialect, TimeProvider time, IReadOnlyList<IStateHook> hooks) => (_dialect, _time, _hooks) = (dialect, time, hooks);

    /// <summary>Why the store does not serve; null while it does, as far as the last that was asked of it tells.</summary>
    public StoreFault? Fault => _fault;

    /// <summary>Opens the store and brings its schema up to date.</summary>
    /// <param name="dialect">Which database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="hooks">What else happens when a case changes, in this order.</param>
    /// <exception cref="StoreAwayException">The store cannot be reached or written.</exception>
    /// <exception cref="InvalidOperationException">A newer bridge has changed the schema already.</exception>
    public static CaseStore Open(SqlDialect dialect, TimeProvider time, params IReadOnlyList<IStateHook> hooks)
    {
        var store = new CaseStore(dialect, time, hooks);
        store.Write(transaction => Schema.Migrate(transaction, dialect, time.GetUtcNow()));
        return store;
    }

    /// <summary>A store of its own on the same database whose writes keep no intake waiting (<see cref="SqlDialect.Apart"/>); the same one where there is no such way.</summary>
    public CaseStore Apart() => _dialect.Apart is { } apart ? new CaseStore(apart, _time, []) : this;

    /// <summary>Does the work in one transaction and commits it; where it throws, nothing has happened.</summary>
    /// <exception cref="StoreAwayException">Nothing was committed; try again later.</exception>
    public T Write<T>(Func<StoreTransaction, T> work) => Over(_writing, ref _writer, _dialect.OpenWriter, kept =>
    {
        using var transaction = _dialect.BeginWrite(kept.Connection);
        kept.Statements.Begin(transaction);
        var writing = new StoreTransaction(kept.Statements, _hooks);
        var result = work(writing);
        writing.EndEpoch();
        transaction.Commit();
        writing.Tell();
        // What changed no row has proved nothing, and in a store without room a small change still finds a place.
        if (writing.HasChanged && _fault?.Kind != StoreFaultKind.Full)
            _fault = null;
        return result;
    });

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<StoreTransaction> work) => Write(transaction =>
    {
        work(transaction);
        return true;
    });

    /// <summary>Keeps what the planner knows of the tables; now and then, since tables grow slowly.</summary>
    /// <exception cref="StoreAwayException">Try again later.</exception>
    public void KeepStatistics() => Over(_writing, ref _writer, _dialect.OpenWriter, kept =>
    {
        _dialect.KeepStatistics(kept.Connection);
        return true;
    });

    /// <summary>Reads a consistent picture of what is committed; never waits for a writer.</summary>
    /// <exception cref="StoreAwayException">Try again later.</exception>
    public T Read<T>(Func<StoreTransaction, T> work)
    {
        try
        {
            using var connection = _dialect.OpenReader();
            using var transaction = _dialect.BeginRead(connection);
            using var statements = new Statements(connection, _dialect.Rows);
            statements.Begin(transaction);
            return work(new StoreTransaction(statements, _hooks));
        }
        catch (DbException exception) when (_dialect.FaultOf(exception) is { } kind)
        {
            throw Away(kind, exception);
        }
    }

    /// <summary>Reads like <see cref="Read{T}"/>, over one connection that stays open with its statements prepared: for what is asked again and again, by one caller at a time.</summary>
    /// <exception cref="StoreAwayException">Try again later.</exception>
    public T ReadAhead<T>(Func<StoreTransaction, T> work) => Over(_readingAhead, ref _ahead, _dialect.OpenReader, kept =>
    {
        using var transaction = _dialect.BeginRead(kept.Connection);
        kept.Statements.Begin(transaction);
        return work(new StoreTransaction(kept.Statements, _hooks));
    });

    /// <summary>Why the store does not serve now; null while it does. Reads, and waits for no writer.</summary>
    public StoreFault? Probe()
    {
        try
        {
            Read(static transaction => transaction.One<long>("SELECT COUNT(*) FROM schema_version"));
        }
        catch (StoreAwayException)
        {
            // It is in the fault.
        }

        return _fault;
    }

    /// <summary>Writes as many pages as a small batch does, so that a store without room cannot hide behind the free space of a page; what comes of it stands in <see cref="Fault"/>.</summary>
    public void TryWriting()
    {
        try
        {
            var at = _time.GetUtcNow();
            // Random, since PostgreSQL packs what is long.
            Write(transaction => transaction.Execute("UPDATE store_pulse SET at = @at, ballast = @ballast", new { at = at.ToStore(), ballast = RandomNumberGenerator.GetHexString(PulseCharacters) }));
            _fault = null;
        }
        catch (StoreAwayException)
        {
            // It is in the fault.
        }
    }

    public void Dispose()
    {
        lock (_writing)
            Close(ref _writer);
        lock (_readingAhead)
            Close(ref _ahead);
    }

    /// <summary>Works over a connection that stays open from one call to the next, one call at a time; after a fault of the store the next call opens another.</summary>
    private T Over<T>(Lock gate, ref KeptConnection? kept, Func<DbConnection> open, Func<KeptConnection, T> work)
    {
        lock (gate)
        {
            try
            {
                return work(kept ??= new KeptConnection(open(), _dialect.Rows));
            }
            catch (DbException exception) when (_dialect.FaultOf(exception) is { } kind)
            {
                Close(ref kept);
                throw Away(kind, exception);
            }
        }
    }

    private static void Close(ref KeptConnection? kept)
    {
        kept?.Dispose();
        kept = null;
    }

    /// <summary>A connection with its statements, which stay prepared as long as it is open.</summary>
    private sealed class KeptConnection(DbConnection connection, RowSource rows) : IDisposable
    {
        public DbConnection Connection => connection;

        public Statements Statements { get; } = new(connection, rows);

        public void Dispose()
        {
            Statements.Dispose();
            connection.Dispose();
        }
    }

    private StoreAwayException Away(StoreFaultKind kind, DbException exception)
    {
        var words = $"{_dialect.Name} does not serve ({JsonNamingPolicy.KebabCaseLower.ConvertName($"{kind}")}): {exception.Message}. {StoreFault.RemedyOf(kind)}; the bridge goes on by itself.";
        _fault = new StoreFault(kind, words, _fault?.Since ?? _time.GetUtcNow());
        return new StoreAwayException(words, exception);
    }
}
