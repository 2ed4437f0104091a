using System.Text.Json;
using EdgeWatch.CaseBridge.Confidence;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>A row of <c>cases</c> as far as the intake writes it; of a case that the store has, only what reports change.</summary>
internal sealed record CaseRow
{
    public required bool IsNew { get; init; }

    /// <summary>Of a case that the store has: whether its place or component is another.</summary>
    public required bool HasMoved { get; init; }

    public required long Number { get; init; }

    public required string Id { get; init; }

    public required string Problem { get; init; }

    public string? Agent { get; init; }

    public string? Kind { get; init; }

    public string? Device { get; init; }

    public string? Zone { get; init; }

    public string? Component { get; init; }

    public double? Lon { get; init; }

    public double? Lat { get; init; }

    public double? ErrorRadius { get; init; }

    public double? AnchorLon { get; init; }

    public double? AnchorLat { get; init; }

    public double? AnchorRadius { get; init; }

    /// <summary>Null: as it is stored.</summary>
    public string? Place { get; init; }

    public required long Since { get; init; }

    public long OpenedAt { get; init; }

    public required long SeenAt { get; init; }

    public long? ClearedAt { get; init; }

    public long? StillSeenAt { get; init; }

    public required long Reports { get; init; }

    public required string ShownEvent { get; init; }

    public double? ShownRank { get; init; }

    public string? RecurrenceOf { get; init; }

    public required double Posterior { get; init; }

    public required string Records { get; init; }

    public static CaseRow Of(CaseEntry entry, WeighedCase weighed)
    {
        var (known, opening) = (entry.Known, entry.Opening);
        return new CaseRow
        {
            IsNew = opening is not null,
            HasMoved = opening is null && entry.HasMoved,
            Number = known.Number,
            Id = known.Id,
            Problem = known.Problem,
            Agent = opening?.Candidate.Agent,
            Kind = opening?.Candidate.Source.Kind,
            Device = opening?.Candidate.Source.Device,
            Zone = opening?.Candidate.Zone,
            Component = known.Component,
            Lon = known.Lon,
            Lat = known.Lat,
            ErrorRadius = known.ErrorRadius,
            AnchorLon = known.AnchorLon,
            AnchorLat = known.AnchorLat,
            AnchorRadius = known.AnchorRadius,
            Place = entry.Place is { } place ? JsonSerializer.Serialize(place, ContractsJson.Default.Place) : null,
            Since = known.Since,
            OpenedAt = opening?.At.ToStore() ?? 0,
            SeenAt = known.SeenAt,
            ClearedAt = known.ClearedAt,
            StillSeenAt = known.StillSeenAt,
            Reports = known.Reports,
            ShownEvent = known.ShownEvent,
            ShownRank = known.ShownRank,
            RecurrenceOf = opening?.RecurrenceOf,
            Posterior = weighed.Posterior,
            Records = weighed.Records,
        };
    }
}
