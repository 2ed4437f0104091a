using System.Globalization;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>What to list. Null: every.</summary>
/// <param name="State">One of <see cref="CaseStates"/>, or several with commas between them.</param>
/// <param name="Problem">Name of the problem.</param>
/// <param name="Camera">Id of the camera that reported it first.</param>
/// <param name="Sensor">Id of the sensor that reported it first.</param>
/// <param name="Agent">Agent id.</param>
/// <param name="Limit">Most rows.</param>
/// <param name="Before">Number of the last case of the page before: stays right while new cases come in.</param>
internal sealed record CaseFilter(string? State, string? Problem, string? Camera, string? Sensor, string? Agent, int Limit, long? Before)
{
    /// <summary>Opened at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Opened before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Handling is owed and the case has this mark of <see cref="Life.DueMarks"/>, and its clock does not stand still.</summary>
    public string? Due { get; init; }

    /// <summary>The soonest due first, instead of the newest: cases whose handling is owed and whose clock does not stand still.</summary>
    public bool ByDue { get; init; }

    /// <summary>Lies in this unit grid cell.</summary>
    public CaseCell? Cell { get; init; }

    /// <summary>Lies in this part of the earth.</summary>
    public Box? Box { get; init; }

    /// <summary>What the index of places is asked for: the cell's box before the box itself, as only one is given.</summary>
    public Box? Around => Cell?.Box ?? Box;

    /// <summary>Id of a storm: its members alone. <c>none</c>: those of no storm, as a list shows that has storms beside it.</summary>
    public string? Storm { get; init; }

    /// <summary>Number or id of a case, id of a component or its beginning, or, where it is not digits alone, part of the id or name of a camera or sensor, whatever its case.</summary>
    public string? Text { get; init; }
}

/// <summary>A unit grid cell to look in.</summary>
/// <param name="Box">Around all its versions.</param>
/// <param name="Holds">Whether a place lay in it on the day of a time.</param>
internal sealed record CaseCell(Box Box, Func<Wgs84, DateTimeOffset, bool> Holds);

/// <summary>A box in degrees, WGS84. No box crosses the 180th meridian.</summary>
internal readonly record struct Box(double West, double South, double East, double North)
{
    /// <summary>Strips of latitude as the index <c>cases_by_strip</c> has them; beyond so many a range of latitude alone is the better way in.</summary>
    private const int MostStrips = 500;
    private const double StripsPerDegree = 1000;

    /// <summary>Reads <c>west,south,east,north</c>; null where that is no box.</summary>
    public static Box? Read(string? text)
    {
        var edges = text?.Split(',').Select(edge => double.TryParse(edge, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees : double.NaN).ToArray();
        return edges is [var west and >= -180, var south and >= -90, var east and <= 180, var north and <= 90] && west < east && south < north ? new Box(west, south, east, north) : null;
    }

    /// <summary>The condition on a table of cases by this name, with the parameters West, South, East and North.</summary>
    public string On(string cases)
    {
        var (first, last) = ((long)Math.Floor(South * StripsPerDegree), (long)Math.Floor(North * StripsPerDegree));
        var within = $"{cases}.lon BETWEEN @West AND @East AND {cases}.lat BETWEEN @South AND @North";
        return last - first >= MostStrips
            ? within
            : $"CAST(FLOOR({cases}.lat * 1000) AS BIGINT) IN ({string.Join(", ", Enumerable.Range(0, (int)(last - first + 1)).Select(strip => first + strip))}) AND {within}";
    }
}
