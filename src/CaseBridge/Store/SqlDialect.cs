using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Where SQLite and PostgreSQL differ. Schema and statements are the same for both.</summary>
/// <param name="Name">For logs and errors; no password in it.</param>
/// <param name="OpenReader">Opens a connection to read through.</param>
/// <param name="BeginRead">Begins a transaction that sees one committed state throughout and waits for no writer.</param>
/// <param name="OpenWriter">Opens a connection to write through.</param>
/// <param name="BeginWrite">
/// Begins a transaction that no other writer overlaps, in this process or another: two bridges that decide at the same time could both find
/// no case near and open two for one problem.
/// </param>
/// <param name="FaultOf">In what way the store cannot be reached or written at present, so that the same work may succeed later; null where repeating it would not help.</param>
internal sealed record SqlDialect(
    string Name,
    Func<DbConnection> OpenReader,
    Func<DbConnection, DbTransaction> BeginRead,
    Func<DbConnection> OpenWriter,
    Func<DbConnection, DbTransaction> BeginWrite,
    Func<DbException, StoreFaultKind?> FaultOf)
{
    /// <summary>
    /// Keeps the planner's statistics, where the database does not do so by itself. SQLite has none until it is asked, and then takes an index of nine tenths of the rows for
    /// as good as one of ten rows.
    /// </summary>
    public Action<DbConnection> KeepStatistics { get; init; } = static _ => { };

    /// <summary>
    /// The same database for one that writes what the intake never touches, and guards it by itself: its transactions keep no intake waiting. Null where all writers of
    /// the database wait for each other anyway.
    /// </summary>
    public SqlDialect? Apart { get; init; }

    /// <summary>How the files end that bring what only this database can do beside a migration; null: there are none.</summary>
    public string? OwnMigrations { get; init; }

    /// <summary>How statements over many rows are run.</summary>
    public RowSource Rows { get; init; } = RowSource.EachRow;

    /// <summary>Any number that no other application in the same database uses as an advisory lock.</summary>
    private const long IntakeLock = 0x45_44_47_45;

    // KiB of pages that a connection keeps (negative: https://sqlite.org/pragma.html#pragma_cache_size). The 2 MiB that it has by itself hold no index of a city: each look-up would read the file.
    private const string SqliteReader = "PRAGMA cache_size = -32768;";

    // The log goes into the file after 64 MiB instead of 4: a page that many transactions change is written once.
    private const string SqliteWriter = "PRAGMA cache_size = -131072; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16384;";

    /// <summary>One file in WAL mode; a commit survives a power cut (synchronous FULL).</summary>
    /// <param name="file">Path of the database file; made when absent.</param>
    /// <param name="busyTimeout">How long a writer waits for another one; whole seconds.</param>
    public static SqlDialect Sqlite(string file, TimeSpan busyTimeout)
    {
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            DefaultTimeout = (int)busyTimeout.TotalSeconds,
            ForeignKeys = true,
        }.ToString();
        return new SqlDialect(
            $"SQLite {file}",
            () =>
            {
                var connection = Open(new SqliteConnection(connectionString));
                connection.Execute(SqliteReader);
                return connection;
            },
            connection => ((SqliteConnection)connection).BeginTransaction(deferred: true),
            () =>
            {
                var connection = Open(new SqliteConnection(connectionString));
                connection.Execute(SqliteWriter);
                return connection;
            },
            connection => ((SqliteConnection)connection).BeginTransaction(deferred: false),
            SqliteFault)
        {
            KeepStatistics = connection =>
            {
                // All tables that have grown much since the last time (0x10000), a thousand rows of each index (https://sqlite.org/lang_analyze.html).
                connection.Execute("PRAGMA analysis_limit = 1000; PRAGMA optimize = 0x10002;");
                // Readers take the statistics when they are opened.
                SqliteConnection.ClearPool((SqliteConnection)connection);
            },
        };
    }

    /// <summary>One database that many bridges share.</summary>
    /// <param name="connectionString">An Npgsql connection string.</param>
    public static SqlDialect Postgres(string connectionString)
    {
        var where = new NpgsqlConnectionStringBuilder(connectionString);
        var dialect = new SqlDialect(
            $"PostgreSQL {where.Host}:{where.Port}/{where.Database}",
            () => Open(new NpgsqlConnection(connectionString)),
            connection => connection.BeginTransaction(IsolationLevel.RepeatableRead),
            () => Open(new NpgsqlConnection(connectionString)),
            connection =>
            {
                var transaction = connection.BeginTransaction();
                connection.Execute("SELECT pg_advisory_xact_lock(@IntakeLock)", new { IntakeLock }, transaction);
                return transaction;
            },
            PostgresFault)
        {
            OwnMigrations = "postgresql.sql",
            Rows = RowSource.Arrays,
        };
        return dialect with { Apart = dialect with { BeginWrite = connection => connection.BeginTransaction() } };
    }

    // Result codes: https://sqlite.org/rescode.html. What is left (constraint, mismatch, misuse …) is a bug or a bad row.
    private static StoreFaultKind? SqliteFault(DbException exception) => exception is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        5 or 6 or 15 => StoreFaultKind.Busy,
        8 or 23 => StoreFaultKind.ReadOnly,
        13 => StoreFaultKind.Full,
        14 => StoreFaultKind.Unreachable,
        10 or 11 or 26 => StoreFaultKind.Failing,
        _ => null,
    };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html: 57P is a server that stops or starts; 0A000 a statement whose table another bridge has
    // migrated since it was prepared, which a new connection prepares anew.
    private static StoreFaultKind? PostgresFault(DbException exception) => (exception as PostgresException)?.SqlState switch
    {
        null => StoreFaultKind.Unreachable,
        PostgresErrorCodes.ReadOnlySqlTransaction => StoreFaultKind.ReadOnly,
        PostgresErrorCodes.DiskFull => StoreFaultKind.Full,
        PostgresErrorCodes.IoError or PostgresErrorCodes.SystemError => StoreFaultKind.Failing,
        PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.QueryCanceled => StoreFaultKind.Busy,
        { } state when state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal) => StoreFaultKind.Unreachable,
        _ => exception.IsTransient ? StoreFaultKind.Busy : null,
    };

    private static DbConnection Open(DbConnection connection)
    {
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
