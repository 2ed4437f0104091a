using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent.Findings;

/// <summary>Which finding of a camera: one problem by one rule in one zone is open once.</summary>
internal readonly record struct FindingKey(string Zone, string Rule, string Problem);

/// <summary>A finding as it was announced last; before it is opened, as it is suspected (<see cref="Sequence"/> 0).</summary>
internal sealed record OpenFinding
{
    public required FindingKey Key { get; init; }

    /// <summary>The same from opened to cleared, kept over restarts.</summary>
    public required Guid Incident { get; init; }

    /// <summary>Sequence of the last announcement, 1, 2, 3 …</summary>
    public required int Sequence { get; init; }

    /// <summary>When the condition began, in camera time (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Observed time for which it had held at the last announcement.</summary>
    public required TimeSpan Dwell { get; init; }

    /// <summary>Camera time of the last announcement (UTC).</summary>
    public required DateTimeOffset AnnouncedAt { get; init; }

    /// <summary>Best score announced so far.</summary>
    public required float Score { get; init; }

    /// <summary>The threshold that was in force then.</summary>
    public required float Threshold { get; init; }

    /// <summary>The rule's own odds at the last announcement, 0..1.</summary>
    public float Confidence { get; init; } = 0.5f;

    /// <summary>What was seen, in picture coordinates.</summary>
    public IReadOnlyList<Subject> Subjects { get; init; } = [];

    /// <summary>What an announced candidate says of its finding.</summary>
    public static OpenFinding From(CandidateData data) => new()
    {
        Key = new FindingKey(data.Judgement.Zone, data.Judgement.Rule, data.Problem),
        Incident = data.Incident,
        Sequence = data.Sequence,
        Since = data.Since,
        Dwell = data.Judgement.Dwell,
        AnnouncedAt = data.SeenAt,
        Score = data.Score,
        Threshold = data.Threshold,
        Confidence = data.Confidence,
        Subjects = data.Subjects,
    };
}
