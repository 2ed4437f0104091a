using System.Text.Json;
using Dapper;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Outbox;
using Microsoft.Data.Sqlite;

namespace EdgeWatch.EdgeAgent.Findings;

/// <summary>
/// What must survive a crash: the findings that are open, and the candidates that were made but may not have reached the outbox yet. Both are written in
/// one transaction before the outbox sees the candidate, so at any moment a finding is either unknown to everyone, or its candidate will leave with the id
/// that stands here. Shared by all cameras and sensors of the agent: an owner is a camera's id, or <c>sensors/</c> and a sensor's.
/// </summary>
internal sealed class FindingStore : IDisposable
{
    private const int SchemaVersion = 1;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS finding(
          camera TEXT NOT NULL /* the owner */, zone TEXT NOT NULL, rule TEXT NOT NULL, problem TEXT NOT NULL,
          candidate TEXT NOT NULL,                    -- the last candidate announced, as JSON
          PRIMARY KEY(camera, zone, rule, problem)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS unsent(
          number INTEGER PRIMARY KEY,                 -- order of making
          id TEXT NOT NULL UNIQUE,                    -- id of the event
          candidate TEXT NOT NULL, picture BLOB) STRICT;
        """;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;

    /// <summary>Opens or makes the database.</summary>
    /// <exception cref="InvalidDataException">It was written by a newer agent.</exception>
    public FindingStore(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();
        _connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000");
        var version = _connection.ExecuteScalar<int>("PRAGMA user_version");
        if (version > SchemaVersion)
            throw new InvalidDataException($"{file} has schema {version}, this agent knows up to {SchemaVersion}; start the newer agent that wrote it, or move the file away and lose track of open findings");
        _connection.Execute($"{Schema} PRAGMA user_version = {SchemaVersion}");
    }

    /// <summary>The findings of one owner that are open.</summary>
    public IReadOnlyList<OpenFinding> Load(string owner)
    {
        lock (_gate)
        {
            return [.. _connection.Query<string>("SELECT candidate FROM finding WHERE camera = @owner", new { owner })
                .Select(json => OpenFinding.From(Read(json).Data))];
        }
    }

    /// <summary>All findings that are open, by owner.</summary>
    public ILookup<string, OpenFinding> LoadAll()
    {
        lock (_gate)
        {
            return _connection.Query<(string Owner, string Json)>("SELECT camera, candidate FROM finding")
                .ToLookup(row => row.Owner, row => OpenFinding.From(Read(row.Json).Data), StringComparer.Ordinal);
        }
    }

    /// <summary>Writes down a candidate that is about to go to the outbox, and how its finding stands with it. Doing so twice changes nothing.</summary>
    public void Record(string owner, EvidencedCandidate evidenced)
    {
        var (candidate, key) = (evidenced.Candidate, OpenFinding.From(evidenced.Candidate.Data).Key);
        var json = JsonSerializer.Serialize(candidate, ContractsJson.Default.CandidateEvent);
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            var row = new { owner, key.Zone, key.Rule, key.Problem, json, id = candidate.Id.ToString("D"), evidenced.Picture };
            _connection.Execute(
                candidate.Type == CandidateTypes.Cleared
                    ? "DELETE FROM finding WHERE camera = @owner AND zone = @Zone AND rule = @Rule AND problem = @Problem"
                    : "INSERT OR REPLACE INTO finding(camera, zone, rule, problem, candidate) VALUES(@owner, @Zone, @Rule, @Problem, @json)",
                row,
                transaction);
            _connection.Execute("INSERT OR IGNORE INTO unsent(id, candidate, picture) VALUES(@id, @json, @Picture)", row, transaction);
            transaction.Commit();
        }
    }

    /// <summary>The outbox has it.</summary>
    public void Sent(Guid id)
    {
        lock (_gate)
            _connection.Execute("DELETE FROM unsent WHERE id = @id", new { id = id.ToString("D") });
    }

    /// <summary>Candidates that were recorded but not marked as sent, oldest first.</summary>
    public IReadOnlyList<(CandidateEvent Candidate, byte[]? Picture)> Unsent()
    {
        lock (_gate)
        {
            return [.. _connection.Query<(string Candidate, byte[]? Picture)>("SELECT candidate, picture FROM unsent ORDER BY number")
                .Select(row => (Read(row.Candidate), row.Picture))];
        }
    }

    public void Dispose() => _connection.Dispose();

    private static CandidateEvent Read(string json) =>
        JsonSerializer.Deserialize(json, ContractsJson.Default.CandidateEvent) ?? throw new InvalidDataException("a stored candidate is the JSON null");
}
