using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>A case as far as deduplication looks at it: a row of <c>cases</c>, and who reports in it.</summary>
internal sealed record KnownCase
{
    public long Number { get; init; }

    public string Id { get; init; } = "";

    public string State { get; init; } = CaseStates.Pending;

    public string Problem { get; init; } = "";

    public string? CorrectedFrom { get; init; }

    public string? Component { get; init; }

    public double? Lon { get; init; }

    public double? Lat { get; init; }

    public double? ErrorRadius { get; init; }

    public double? AnchorLon { get; init; }

    public double? AnchorLat { get; init; }

    public double? AnchorRadius { get; init; }

    public long SeenAt { get; init; }

    public long Since { get; init; }

    public long? ClearedAt { get; init; }

    public long? DecidedAt { get; init; }

    public long? HandledAt { get; init; }

    public long? StillSeenAt { get; init; }

    public long Reports { get; init; }

    public string ShownEvent { get; init; } = "";

    /// <summary>How well that event shows the problem; null: any shows it better.</summary>
    public double? ShownRank { get; init; }

    public string? MergedInto { get; init; }

    /// <summary>Its findings, the latest ones; filled where cases are compared.</summary>
    public IReadOnlyList<Reporter> Reporters { get; init; } = [];

    public Wgs84? Place => Lon is { } lon && Lat is { } lat && ErrorRadius is { } radius ? new Wgs84(lon, lat, radius) : null;

    /// <summary>Where the case began; it never moves.</summary>
    public Wgs84? Anchor => AnchorLon is { } lon && AnchorLat is { } lat && AnchorRadius is { } radius ? new Wgs84(lon, lat, radius) : Place;
}
