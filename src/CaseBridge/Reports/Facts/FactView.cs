using EdgeWatch.CaseBridge.Calendar;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Index;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>How the city counts: its days, its division, its classes, its limits. Immutable.</summary>
internal sealed class FactView
{
    /// <summary>District and street of a unit grid cell (GB/T 30428.1): 6 + 3 digits.</summary>
    private const int StreetDigits = 9;

    private readonly PlaceIndex? _places;

    public FactView(Locality locality)
    {
        (City, _places) = (locality.City, locality.Places);
        Filing = Limit(City?.Options.Indices.Filing);
        Verification = Limit(City?.Options.Indices.Verification);
        Inspection = Limit(City?.Options.Indices.Inspection);
    }

    /// <summary>Null where none is configured: days are then those of UTC, and nothing has a limit.</summary>
    public City? City { get; }

    /// <summary>From a report's arrival to its filing; null: none.</summary>
    public TimeLimit? Filing { get; }

    /// <summary>From a report's arrival to the verdict on it (核实); null: none.</summary>
    public TimeLimit? Verification { get; }

    /// <summary>From being handled to being verified, returned or closed (核查); null: none.</summary>
    public TimeLimit? Inspection { get; }

    public bool HasRegisters => _places is not null;

    public DateOnly DayOf(DateTimeOffset at) => City is { } city ? city.Calendar.DayOf(at) : DateOnly.FromDateTime(at.UtcDateTime);

    /// <summary>The instant at which a day of the city begins.</summary>
    public DateTimeOffset StartOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), City?.Options.Calendar.UtcOffset ?? TimeSpan.Zero).ToUniversalTime();

    public Location Locate(Wgs84? place, DateOnly on) => _places is { } places && place is { } at ? places.Locate(at, on) : default;

    public static string StreetOf(string? cell) => cell?.Length >= StreetDigits ? cell[..StreetDigits] : "";

    /// <summary>Cells that there are on a day; null without a register of them.</summary>
    public int? CellsOn(DateOnly day) => _places?.Cells.CountOn(day) is > 0 and var cells ? cells : null;

    public string CodeOf(string problem, string? component) => City?.Coder.Code(problem, component).First?.Class is { } coded ? $"{coded.Key} {coded.Zh}" : "";

    /// <summary>By when it must be done that began then.</summary>
    public DateTimeOffset? DueAt(TimeLimit? limit, DateTimeOffset start) => limit is { } known ? City!.Clock.Read(known, start, [], start).DueAt : null;

    /// <summary>20261122 for 22 November 2026.</summary>
    public static long ToStore(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    public static DateOnly DayFromStore(long day) => new((int)(day / 10_000), (int)(day / 100 % 100), (int)(day % 100));

    private static TimeLimit? Limit(string? text) => text is null ? null : TimeLimit.TryParse(text, out var limit) ? limit : throw new ArgumentException($"'{text}' is no limit; the profile was not checked");
}
