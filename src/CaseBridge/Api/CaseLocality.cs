using EdgeWatch.CaseBridge.Calendar;
using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Index;
using NetTopologySuite.Geometries;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>A class that a case is coded by.</summary>
/// <param name="Confidence"><c>confirmed</c>, <c>unconfirmed</c>, or <c>city</c> for the city's own.</param>
/// <param name="Basis">Why this one: <c>city-class</c>, <c>component-class</c>, <c>problem</c>, <c>counterpart</c>.</param>
internal sealed record CaseCode(string Standard, string Kind, string Code, string Zh, string En, string Confidence, string Basis);

/// <summary>Where a case lies in the city's registers, as they were on the day it began.</summary>
/// <param name="Cell">Unit grid cell.</param>
/// <param name="DutyGrid">Duty grid.</param>
/// <param name="Component">The case's own component where it is registered, else the nearest within the case's error and ten metres: a hint for a person, on which nothing is decided.</param>
internal sealed record CaseLocation(string? Cell, string? DutyGrid, NearComponent? Component);

/// <summary>A registered component of a case.</summary>
/// <param name="Distance">Metres from the case's place; 0 where the case names it.</param>
internal sealed record NearComponent(string Id, string Class, double Distance);

/// <summary>A condition that a case can be filed under, or is.</summary>
/// <param name="When">In the words of the city's rules.</param>
/// <param name="Closing">What must have been done.</param>
/// <param name="Limit">As the rules write it: 2紧急工作时.</param>
/// <param name="Profile">The profile that it was filed under, <c>yunwan@2026.1</c>; absent where it is not.</param>
internal sealed record CaseFiling(string When, string Closing, string Limit, string? Profile);

/// <summary>The limit of a case whose handling is owed.</summary>
/// <param name="When">The filing condition that it holds for.</param>
/// <param name="Closing">What must have been done.</param>
/// <param name="Limit">As the rules write it: 2紧急工作时.</param>
/// <param name="From">When the case was filed.</param>
/// <param name="State"><c>running</c>, <c>due-soon</c>, <c>paused</c>, <c>overdue</c>.</param>
/// <param name="Used">Share of the limit that is used.</param>
/// <param name="IsProvisional">Holidays of a year are not published yet: it may move.</param>
internal sealed record CaseLimit(string When, string Closing, string Limit, DateTimeOffset From, DateTimeOffset? DueAt, string State, double Used, bool IsProvisional);

/// <summary>
/// Adds to a case what the city's profile and registers say of it. Codes and place are not stored: another profile says something else of old cases too, but for their cells, which
/// hold by day. The limit is what the case was filed under.
/// </summary>
internal sealed class CaseLocality(Locality locality, FiledProfiles profiles, CaseStore store, TimeProvider time)
{
    /// <summary>Beyond its own error, a component is registered to a metre or two and a problem is not exactly on it.</summary>
    private const double NearComponentRadius = 10;

    public CaseDetail Describe(CaseDetail detail)
    {
        var limit = Limit(detail);
        return detail with { Codes = Codes(detail), Location = Locate(detail), Conditions = Conditions(detail), Limits = limit is null ? [] : [limit], Due = limit?.State ?? detail.Due };
    }

    /// <summary>A unit grid cell to list the cases of; null where no register has it.</summary>
    public CaseCell? Cell(string id) => locality.Places is { } places && places.Cells.BoundsOf(id) is { } bounds
        ? new CaseCell(new Box(bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY), (place, since) => places.Cells.Find(place, DayOf(since)) == id)
        : null;

    /// <summary>The unit grid cells of today in a box.</summary>
    public MapCells CellsIn(Box box, int limit)
    {
        if (locality.Places is not { } places)
            return new MapCells(0, []);
        var (outlines, total) = places.Cells.In(new Envelope(box.West, box.East, box.South, box.North), DayOf(time.GetUtcNow()), limit);
        return new MapCells(total, [.. outlines.Select(outline => new MapCell(outline.Id, [.. outline.Rings.Select(Rounded)]))]);
    }

    /// <summary>To a tenth of a metre: a map shows no more, and the answer is a third as long.</summary>
    private static double[][] Rounded(IReadOnlyList<double[]> ring) => [.. ring.Select(corner => new[] { Math.Round(corner[0], 6), Math.Round(corner[1], 6) })];

    private IReadOnlyList<CaseCode> Codes(CaseDetail detail)
    {
        if (locality.City is not { } city)
            return [];
        var coding = city.Coder.Code(detail.Problem, detail.Component);
        return [.. new[] { coding.First, coding.Second }.OfType<CodedClass>().Select(coded => new CaseCode(
            coded.Class.Standard, coded.Class.Kind, coded.Class.Code, coded.Class.Zh, coded.Class.En, Kebab($"{coded.Class.Confidence}"), Kebab($"{coded.Basis}")))];
    }

    private CaseLocation? Locate(CaseDetail detail)
    {
        if (locality.Places is not { } places || detail.Place?.ToWgs84() is not { } place)
            return null;
        var day = DayOf(detail.Since);
        var lies = places.Locate(place, day);
        return new CaseLocation(lies.Cell, lies.DutyGrid, Component(places, detail.Component, place, day));
    }

    private static NearComponent? Component(PlaceIndex places, string? own, Wgs84 place, DateOnly day)
    {
        var found = own is null ? places.Components.Nearest(place, place.ErrorRadius + NearComponentRadius, day) : places.Components.Find(own, day);
        return found is { } component ? new NearComponent(component.Id, component.Class, Math.Round(component.Distance, 1)) : null;
    }

    private IReadOnlyList<CaseFiling> Conditions(CaseDetail detail) => locality.City is { } city && detail.State == CaseStates.Pending
        ? [.. city.Filing(detail.Problem, detail.Component).Select(condition => new CaseFiling(condition.When, condition.Closing, $"{condition.Limit}", null))]
        : [];

    private CaseLimit? Limit(CaseDetail detail)
    {
        if (!CaseStates.IsOwed(detail.State) || detail is not { Filing: { } filing, DueCalendar: { } calendar, FiledAt: { } filedAt } || !TimeLimit.TryParse(filing.Limit, out var limit))
            return null;
        var clock = profiles.ClockOf(calendar, key => store.Read(transaction => transaction.ProfileDocument(key))).Clock;
        var reading = clock.Read(limit, filedAt, [.. detail.Suspensions.Select(known => new Suspension(known.From, known.Until))], time.GetUtcNow());
        return new CaseLimit(
            filing.When, filing.Closing, filing.Limit, filedAt, reading.DueAt?.ToUniversalTime(), Kebab($"{reading.State}"), Math.Round(reading.Used, 3), reading.IsProvisional);
    }

    private DateOnly DayOf(DateTimeOffset at) => locality.City is { } city ? city.Calendar.DayOf(at) : DateOnly.FromDateTime(at.UtcDateTime);

    /// <summary>Members of our enumerations as the API writes them: DueSoon is due-soon.</summary>
    private static string Kebab(string name) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
