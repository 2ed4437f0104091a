using EdgeWatch.CaseBridge.Confidence;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>A row of <c>incidents</c>: a finding, of the case that it belongs to.</summary>
internal sealed record IncidentRow
{
    public const string Columns =
        "i.incident, i.case_id, i.last_sequence, i.cleared_at, i.source, i.zone, i.problem, i.confidence, i.said_at, i.said_sequence, i.since, i.boxes, i.first_seen_at";

    public string Incident { get; init; } = "";

    public string CaseId { get; init; } = "";

    public long LastSequence { get; init; }

    public long? ClearedAt { get; init; }

    public string Source { get; init; } = "";

    public string? Zone { get; init; }

    public string Problem { get; init; } = "";

    public double Confidence { get; init; }

    /// <summary>When it was last said, by a step that was no clearing; where there was none yet, when it was seen cleared.</summary>
    public long SaidAt { get; init; }

    /// <summary>Of that step; 0 where there was none yet.</summary>
    public long SaidSequence { get; init; }

    public long? Since { get; init; }

    public string? Boxes { get; init; }

    public long? FirstSeenAt { get; init; }

    public long Opened { get; init; }

    public string? Models { get; init; }

    /// <summary>A finding of which the candidate is the first that is heard.</summary>
    public static IncidentRow Of(LocatedCandidate candidate, string caseId, bool opens) => new()
    {
        Incident = candidate.Incident,
        CaseId = caseId,
        LastSequence = candidate.Data.Sequence,
        ClearedAt = candidate.ClearedAt,
        Source = candidate.Candidate.Source,
        Zone = candidate.Zone,
        Problem = candidate.Data.Problem,
        Confidence = candidate.Data.Confidence,
        SaidAt = candidate.Data.SeenAt.ToStore(),
        SaidSequence = candidate.ClearedAt is null ? candidate.Data.Sequence : 0,
        Since = candidate.Data.Since.ToStore(),
        Boxes = PictureBox.ToStore(candidate.Boxes),
        FirstSeenAt = candidate.Data.SeenAt.ToStore(),
        Opened = opens ? 1 : 0,
        Models = string.Join('+', candidate.Data.Made.Models),
    };

    public Reporter ToReporter() => new(ParsedSource, Zone)
    {
        Since = Since.FromStore(),
        SaidAt = ClearedAt.FromStore() ?? (SaidAt > 0 ? SaidAt.FromStore() : null),
        ClearedAt = ClearedAt.FromStore(),
        Boxes = PictureBox.FromStore(Boxes),
    };

    public Finding ToFinding() => new(ParsedSource, Problem, Confidence, SaidAt.FromStore());

    private CandidateSource ParsedSource => CandidateSource.TryRead(Source, out var source) ? source : default;
}
