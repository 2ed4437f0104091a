using EdgeWatch.CaseBridge.Deduplication;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>What the facts of one case are worked out from, as it stands in the store.</summary>
internal sealed record CaseRecord(CaseFields Fields, IReadOnlyList<FindingFields> Findings, IReadOnlyList<MoveFields> History)
{
    /// <summary>Models by which it was opened. The event that opened it tells; where events were deleted for their age, the finding that is still with it.</summary>
    public string Models => Fields.Models ?? Opener?.Models ?? "";

    private FindingFields? Opener => Findings.Where(finding => finding.Source == Fields.Source).OrderBy(finding => finding.Opened == 0).ThenBy(finding => finding.FirstSeenAt).ThenBy(finding => finding.Incident, StringComparer.Ordinal).FirstOrDefault();
}

/// <summary>Of a row of <c>cases</c>.</summary>
internal sealed record CaseFields
{
    public string Id { get; init; } = "";

    public string State { get; init; } = "";

    public string Problem { get; init; } = "";

    public string? CorrectedFrom { get; init; }

    public string? Component { get; init; }

    public string Kind { get; init; } = "";

    public string Agent { get; init; } = "";

    public string Device { get; init; } = "";

    public double? Lon { get; init; }

    public double? Lat { get; init; }

    public long Since { get; init; }

    public long OpenedAt { get; init; }

    public long? DueAt { get; init; }

    /// <summary>Null: no rule of the profile has one for its class.</summary>
    public string? FilingLimit { get; init; }

    public string? RecurrenceOf { get; init; }

    /// <summary>Of the event that opened it, wherever its finding has gone by mergers; null where that was deleted.</summary>
    public string? Models { get; init; }

    /// <summary>Whether people reported it first; then the device is the city's reference of the case.</summary>
    public bool IsCity => new CandidateSource(Agent, Kind, Device).IsCity;

    public string Source => $"{new CandidateSource(Agent, Kind, Device)}";
}

/// <summary>Of a row of <c>incidents</c>.</summary>
internal sealed record FindingFields
{
    public string Incident { get; init; } = "";

    public string CaseId { get; init; } = "";

    public string Source { get; init; } = "";

    public string Problem { get; init; } = "";

    public long FirstSeenAt { get; init; }

    /// <summary>1 where it opened a case, 0 where it joined one.</summary>
    public long Opened { get; init; }

    public string? Models { get; init; }
}

/// <summary>Of a row of <c>history</c>.</summary>
internal sealed record MoveFields
{
    /// <summary>Grows with each row of the case.</summary>
    public long Id { get; init; }

    public string CaseId { get; init; } = "";

    public long At { get; init; }

    public long? RecordedAt { get; init; }

    public string Change { get; init; } = "";

    public string? FromState { get; init; }

    public string? ToState { get; init; }
}
