using System.Text.Json;
using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>What a finding that was kept quiet puts into the daily facts: one, on the day on which it was first seen, wherever it goes later.</summary>
internal static class QuietFacts
{
    public static IReadOnlyList<Fact> Of(QuietFields first, FactView view)
    {
        if (ProblemCatalogue.IsEquipment(first.Problem) || !CandidateSource.TryParse(first.Source, out var source))
            return [];
        var data = JsonSerializer.Deserialize(first.Original, ContractsJson.Default.CandidateEvent)!.Data;
        var seenAt = first.SeenAt.FromStore();
        var lies = view.Locate(data.Place?.ToWgs84(), view.DayOf(data.Since));
        var key = new FactKey(
            FactView.StreetOf(lies.Cell), lies.Cell ?? "", lies.DutyGrid ?? "", first.Problem, view.CodeOf(first.Problem, data.Component), source.Kind, source.Agent, source.Device,
            string.Join('+', data.Made.Models));
        return [new Fact(Measures.DetectionsQuiet, view.DayOf(seenAt), key, 1)];
    }
}

/// <summary>The earliest row of <c>quiet_events</c> of a finding.</summary>
internal sealed record QuietFields
{
    public string Incident { get; init; } = "";

    public string Event { get; init; } = "";

    public string Source { get; init; } = "";

    public string Problem { get; init; } = "";

    public long SeenAt { get; init; }

    public string Original { get; init; } = "";
}
