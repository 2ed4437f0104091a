using Dapper;
using Microsoft.Data.Sqlite;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>An event as it stands in the case store.</summary>
internal sealed record StoredEvent
{
    public string Event { get; init; } = "";

    public string CaseId { get; init; } = "";

    public string Incident { get; init; } = "";

    public long Sequence { get; init; }

    public string Type { get; init; } = "";

    public string? Evidence { get; init; }

    public string? Sha256 { get; init; }
}

/// <summary>A case with what was counted of it.</summary>
internal sealed record StoredCase
{
    public string Id { get; init; } = "";

    public string Zone { get; init; } = "";

    public string Problem { get; init; } = "";

    public long Reports { get; init; }

    public long Openings { get; init; }
}

/// <summary>Reads the bridge's SQLite file while the bridge runs: what is committed, not what an API makes of it.</summary>
internal sealed class CaseFile : IDisposable
{
    private readonly SqliteConnection _connection;

    public CaseFile(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        _connection.Open();
    }

    public List<StoredEvent> Events() => [.. _connection.Query<StoredEvent>(
        """
        SELECT e.event AS Event, e.case_id AS CaseId, e.incident AS Incident, e.sequence AS Sequence, e.type AS Type, e.evidence AS Evidence, p.ref_sha256 AS Sha256
        FROM case_events e LEFT JOIN evidence p ON p.id = e.evidence
        """)];

    public List<StoredCase> Cases() => [.. _connection.Query<StoredCase>(
        """
        SELECT c.id AS Id, c.zone AS Zone, c.problem AS Problem, c.reports AS Reports,
            (SELECT COUNT(*) FROM history h WHERE h.case_id = c.id AND h.change = 'opened') AS Openings
        FROM cases c
        """)];

    /// <summary>Why messages were set aside.</summary>
    public List<string> Aside() => [.. _connection.Query<string>("SELECT reason FROM aside")];

    public void Dispose() => _connection.Dispose();
}
