using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>
/// What sensors remember, on disk: at once where something turned (a rule began to suspect, a finding opened), and every so often the rest. Committed without
/// waiting for the disk: a killed process loses nothing, a power cut at most the last seconds, and what is lost of it is measured again. A disk that fails stops no
/// judging.
/// </summary>
internal sealed class SensorKeeper : IDisposable
{
    private const int SchemaVersion = 1;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS sensor(id TEXT PRIMARY KEY, memory BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS source(name TEXT PRIMARY KEY, deaf INTEGER NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;  -- ticks
        CREATE TABLE IF NOT EXISTS page(one INTEGER PRIMARY KEY CHECK (one = 1), pages INTEGER NOT NULL) STRICT;                     -- status pages that were published
        """;

    private readonly Lock _gate = new();
    private readonly SqliteConnection? _connection;
    private readonly string _file;
    private readonly ILogger _logger;

    private SensorKeeper(string file, SqliteConnection? connection, ILogger logger) => (_file, _connection, _logger) = (file, connection, logger);

    /// <summary>Keeps nothing: for replays.</summary>
    public static SensorKeeper None(ILogger logger) => new("", null, logger);

    /// <summary>Opens or makes the database. One that is damaged or of a newer agent is set aside, loudly: sensors then begin anew.</summary>
    public static SensorKeeper Open(string file, ILogger logger)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        try
        {
            return new SensorKeeper(file, Connect(file), logger);
        }
        catch (Exception error) when (error is SqliteException or InvalidDataException)
        {
            Log.SensorMemorySetAside(logger, error, file);
            foreach (var part in (ReadOnlySpan<string>)[file, $"{file}-wal", $"{file}-shm"])
            {
                if (File.Exists(part))
                    File.Move(part, $"{part}.aside", overwrite: true);
            }

            return new SensorKeeper(file, Connect(file), logger);
        }
    }

    /// <summary>Whether anything is kept.</summary>
    public bool IsKeeping => _connection is not null;

    /// <summary>What each sensor remembered.</summary>
    public IReadOnlyDictionary<string, byte[]> Load()
    {
        if (_connection is null)
            return new Dictionary<string, byte[]>();
        lock (_gate)
            return _connection.Query<(string Id, byte[] Memory)>("SELECT id, memory FROM sensor").ToDictionary(row => row.Id, row => row.Memory, StringComparer.Ordinal);
    }

    /// <summary>Deaf time of a source up to <paramref name="now"/>, with the time in which the agent was off.</summary>
    public TimeSpan DeafOf(string source, DateTimeOffset now)
    {
        if (_connection is null)
            return TimeSpan.Zero;
        lock (_gate)
        {
            var row = _connection.QueryFirstOrDefault<(long Deaf, long At)>("SELECT deaf, at FROM source WHERE name = @source", new { source });
            return new TimeSpan(row.Deaf + (row.At == 0 ? 0 : Math.Max(now.UtcTicks - row.At, 0)));
        }
    }

    /// <summary>Pages of the status that were published last.</summary>
    public int Pages
    {
        get
        {
            if (_connection is null)
                return 0;
            lock (_gate)
                return _connection.ExecuteScalar<int>("SELECT coalesce(max(pages), 0) FROM page");
        }
        set => Try(() => _connection?.Execute("INSERT OR REPLACE INTO page(one, pages) VALUES(1, @value)", new { value }));
    }

    /// <summary>Writes what some sensors of a source remember, and how long it has been deaf.</summary>
    public void Keep(IReadOnlyCollection<Sensor> sensors, string source, ListeningClock clock)
    {
        if (_connection is null)
            return;
        Try(() =>
        {
            using var transaction = _connection.BeginTransaction();
            _connection.Execute("INSERT OR REPLACE INTO source(name, deaf, at) VALUES(@source, @deaf, @at)", new { source, deaf = clock.Deaf.Ticks, at = clock.Now.UtcTicks }, transaction);
            foreach (var sensor in sensors)
                _connection.Execute("INSERT OR REPLACE INTO sensor(id, memory) VALUES(@Id, @memory)", new { sensor.Settings.Id, memory = sensor.Save() }, transaction);
            transaction.Commit();
        });
    }

    public void Dispose() => _connection?.Dispose();

    private static SqliteConnection Connect(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000");
            var version = connection.ExecuteScalar<int>("PRAGMA user_version");
            if (version > SchemaVersion)
                throw new InvalidDataException($"it has schema {version}, this agent knows up to {SchemaVersion}");
            connection.Execute($"{Schema} PRAGMA user_version = {SchemaVersion}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Try(Action write)
    {
        try
        {
            lock (_gate)
                write();
        }
        catch (SqliteException error)
        {
            Log.SensorMemoryNotKept(_logger, error, _file);
        }
    }
}
