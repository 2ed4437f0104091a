using EdgeWatch.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeWatch.EdgeAgent.Outbox;

/// <summary>
/// The SQLite file behind the outbox. Pictures are blobs in the same transaction as their event, not files beside it: after a power cut there is
/// both or neither, and no sweep for orphans. One thread at a time; <see cref="Outbox"/> sees to it.
/// </summary>
internal sealed class OutboxDatabase : IDisposable
{
    private const int SchemaVersion = 1;

    /// <summary>Free pages (of 4 KiB) that are kept for the next rows; more are given back to the disk once the outbox is empty.</summary>
    private const long SparePages = 4096;

    /// <summary>Rows kept aside; older ones go.</summary>
    private const int MostAside = 1000;

    private const string Schema = """
        CREATE TABLE outbox(
          seq      INTEGER PRIMARY KEY AUTOINCREMENT,
          id       BLOB NOT NULL UNIQUE,
          kind     INTEGER NOT NULL,
          incident BLOB,
          parent   BLOB,
          bytes    INTEGER NOT NULL,
          body     BLOB NOT NULL);
        CREATE INDEX outbox_kind ON outbox(kind, seq);
        CREATE INDEX outbox_incident ON outbox(incident, seq) WHERE kind <= 3;
        CREATE INDEX outbox_parent ON outbox(parent) WHERE parent IS NOT NULL;
        CREATE TABLE aside(
          seq    INTEGER PRIMARY KEY AUTOINCREMENT,
          id     BLOB NOT NULL,
          kind   INTEGER NOT NULL,
          at     TEXT NOT NULL,
          reason TEXT NOT NULL,
          body   BLOB);
        PRAGMA user_version = 1;
        """;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private SqliteTransaction? _transaction;

    private OutboxDatabase(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens or makes the file and checks it.</summary>
    /// <exception cref="SqliteException">Error 11 (corrupt) or 26 (no database), or what the disk says.</exception>
    /// <exception cref="InvalidOperationException">A newer agent wrote it.</exception>
    public static OutboxDatabase Open(string path)
    {
        // Pooling would keep the file open after Dispose, under a name that the set-aside file had.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        var database = new OutboxDatabase(connection);
        try
        {
            connection.Open();
            database.Prepare(path);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public void Begin() => _transaction = _connection.BeginTransaction(deferred: false);

    public void Commit()
    {
        _transaction!.Commit();
        EndTransaction();
    }

    public void Rollback()
    {
        try
        {
            _transaction?.Rollback();
        }
        catch (Exception error) when (error is SqliteException or InvalidOperationException)
        {
            // SQLite has rolled back by itself already, as it does when the disk is full.
        }

        EndTransaction();
    }

    /// <summary>Number of rows and bytes by kind.</summary>
    public Dictionary<RowKind, (long Rows, long Bytes)> Totals()
    {
        var totals = new Dictionary<RowKind, (long Rows, long Bytes)>();
        using var reader = Command("SELECT kind, COUNT(*), SUM(bytes) FROM outbox GROUP BY kind").ExecuteReader();
        while (reader.Read())
            totals[(RowKind)reader.GetInt32(0)] = (reader.GetInt64(1), reader.GetInt64(2));
        return totals;
    }

    /// <summary>Writes a row; false where its id is there already.</summary>
    public bool Insert(NewRow row)
    {
        var command = Command("INSERT INTO outbox(id, kind, incident, parent, bytes, body) VALUES($1, $2, $3, $4, $5, $6) ON CONFLICT(id) DO NOTHING");
        Bind(command, Key(row.Id), (int)row.Kind, Key(row.Incident), Key(row.Parent), row.Body.Length, row.Body);
        return command.ExecuteNonQuery() == 1;
    }

    public bool Contains(Guid id)
    {
        var command = Command("SELECT EXISTS(SELECT 1 FROM outbox WHERE id = $1) OR EXISTS(SELECT 1 FROM aside WHERE id = $1)");
        Bind(command, Key(id));
        return (long)command.ExecuteScalar()! != 0;
    }

    /// <summary>
    /// The next candidates, pictures and reports that may leave: of each incident only its first candidate with that one's picture, so that bridges which
    /// share the work cannot see the steps of an incident in the wrong order.
    /// </summary>
    public List<OutboxRow> ReadUrgent(int limit) => Read(
        """
        SELECT seq, id, kind, body FROM outbox o
        WHERE kind <> 5 AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.incident = o.incident AND e.seq < o.seq AND e.kind <= 3)
        ORDER BY seq LIMIT $1
        """,
        limit);

    /// <summary>The oldest samples.</summary>
    public List<OutboxRow> ReadSamples(int limit) => Read("SELECT seq, id, kind, body FROM outbox WHERE kind = 5 ORDER BY seq LIMIT $1", limit);

    /// <summary>One row, or null where it has gone.</summary>
    public OutboxRow? Read(Guid id) => Read("SELECT seq, id, kind, body FROM outbox WHERE id = $1", Key(id)).FirstOrDefault();

    /// <summary>Deletes a row; returns its kind and bytes, or null where it had gone.</summary>
    public (RowKind Kind, long Bytes)? Delete(Guid id)
    {
        var command = Command("DELETE FROM outbox WHERE id = $1 RETURNING kind, bytes");
        Bind(command, Key(id));
        using var reader = command.ExecuteReader();
        return reader.Read() ? ((RowKind)reader.GetInt32(0), reader.GetInt64(1)) : null;
    }

    /// <summary>Ids of the oldest rows of a kind.</summary>
    public List<Guid> Oldest(RowKind kind, int limit) => Ids("SELECT id FROM outbox WHERE kind = $1 ORDER BY seq LIMIT $2", (int)kind, limit);

    /// <summary>Ids of the pictures of a candidate.</summary>
    public List<Guid> PicturesOf(Guid candidate) => Ids("SELECT id FROM outbox WHERE parent = $1", Key(candidate));

    /// <summary>The candidate of a picture, or null where it has gone.</summary>
    public OutboxRow? OwnerOf(Guid picture) =>
        Read("SELECT seq, id, kind, body FROM outbox WHERE id = (SELECT parent FROM outbox WHERE id = $1)", Key(picture)).FirstOrDefault();

    /// <summary>Writes a candidate anew.</summary>
    public void Replace(Guid id, byte[] body)
    {
        var command = Command("UPDATE outbox SET body = $2, bytes = $3 WHERE id = $1");
        Bind(command, Key(id), body, body.Length);
        command.ExecuteNonQuery();
    }

    /// <summary>Moves a row aside; a picture's bytes are not kept.</summary>
    public void SetAside(Refusal refusal, DateTimeOffset at)
    {
        var command = Command(
            """
            INSERT INTO aside(id, kind, at, reason, body)
            SELECT id, kind, $2, $3, CASE WHEN kind < 11 THEN body END FROM outbox WHERE id = $1
            """);
        Bind(command, Key(refusal.Id), at.ToString("O"), refusal.Reason);
        command.ExecuteNonQuery();
        var trim = Command("DELETE FROM aside WHERE seq <= (SELECT MAX(seq) FROM aside) - $1");
        Bind(trim, MostAside);
        trim.ExecuteNonQuery();
    }

    /// <summary>Ids aside with their reasons, newest first.</summary>
    public List<Refusal> ReadAside(int limit)
    {
        var refusals = new List<Refusal>();
        var command = Command("SELECT id, reason FROM aside ORDER BY seq DESC LIMIT $1");
        Bind(command, limit);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            refusals.Add(new Refusal(new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true), reader.GetString(1)));
        return refusals;
    }

    /// <summary>Gives the room of a long outage back to the disk; to be called when the outbox is empty, outside a transaction.</summary>
    public void Shrink()
    {
        if ((long)Command("PRAGMA freelist_count").ExecuteScalar()! <= SparePages)
            return;
        using var reader = Command("PRAGMA incremental_vacuum").ExecuteReader();
        while (reader.Read())
        {
            // Each step frees one page.
        }
    }

    public void Dispose()
    {
        _transaction?.Dispose();
        foreach (var command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private static byte[] Key(Guid id) => id.ToByteArray(bigEndian: true);

    private static object Key(Guid? id) => id is { } known ? Key(known) : DBNull.Value;

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (command.Parameters.Count <= i)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            command.Parameters[i].Value = values[i];
        }
    }

    private void Prepare(string path)
    {
        // FULL: a commit is on the platter before AppendAsync returns. auto_vacuum works only when set before the first table.
        foreach (var pragma in (ReadOnlySpan<string>)["auto_vacuum = INCREMENTAL", "journal_mode = WAL", "synchronous = FULL", "busy_timeout = 5000"])
            Command($"PRAGMA {pragma}").ExecuteNonQuery();
        var verdict = (string)Command("PRAGMA quick_check(1)").ExecuteScalar()!;
        if (verdict != "ok")
            throw new SqliteException($"{path} is damaged: {verdict}", SqliteErrors.Corrupt);
        var version = (long)Command("PRAGMA user_version").ExecuteScalar()!;
        if (version > SchemaVersion)
        {
            throw new InvalidOperationException(
                $"{path} was written by a newer agent (schema {version}, this one knows {SchemaVersion}); update the agent or give it another data folder");
        }

        if (version == 0)
            Command(Schema).ExecuteNonQuery();
    }

    private void EndTransaction()
    {
        _transaction?.Dispose();
        _transaction = null;
    }

    private List<OutboxRow> Read(string sql, object parameter)
    {
        var rows = new List<OutboxRow>();
        var command = Command(sql);
        Bind(command, parameter);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var id = new Guid(reader.GetFieldValue<byte[]>(1), bigEndian: true);
            rows.Add(new(reader.GetInt64(0), id, (RowKind)reader.GetInt32(2), reader.GetFieldValue<byte[]>(3)));
        }

        return rows;
    }

    private List<Guid> Ids(string sql, params ReadOnlySpan<object> parameters)
    {
        var ids = new List<Guid>();
        var command = Command(sql);
        Bind(command, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            ids.Add(new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true));
        return ids;
    }

    private SqliteCommand Command(string sql)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands[sql] = command = _connection.CreateCommand();
            command.CommandText = sql;
        }

        command.Transaction = _transaction;
        return command;
    }
}

/// <summary>SQLite's primary result codes that the outbox tells apart.</summary>
internal static class SqliteErrors
{
    public const int Corrupt = 11;
    public const int NotADatabase = 26;

    extension(SqliteException error)
    {
        /// <summary>Whether the file is damaged, or is none of SQLite's.</summary>
        public bool IsDamage => error.SqliteErrorCode is Corrupt or NotADatabase;

        /// <summary>Whether the same call may succeed later: busy (5), locked (6), no memory (7), read-only (8), I/O error (10), disk full (13), cannot open (14).</summary>
        public bool MayPass => error.SqliteErrorCode is 5 or 6 or 7 or 8 or 10 or 13 or 14;
    }
}
