using EdgeWatch.CaseBridge.Map;
using EdgeWatch.CaseBridge.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>Cases on a map.</summary>
internal static class MapApi
{
    private const int MostCells = 2_000;

    public static void MapCaseMap(this IEndpointRouteBuilder api)
    {
        api.MapGet("/map", Show).WithSummary("Cases of a box of the earth, gathered in squares where they are many");
        api.MapGet("/map/cells", Cells).WithSummary("Outlines of the unit grid cells of a box, where they are few enough to draw");
    }

    private static Results<Ok<MapCells>, ProblemHttpResult> Cells(CaseLocality locality, string? bbox, int limit = 500)
    {
        if (limit is < 1 or > MostCells)
            return Failures.BadRequest($"limit {limit} is outside 1..{MostCells}.");
        return Box.Read(bbox) is { } box
            ? TypedResults.Ok(locality.CellsIn(box, limit))
            : Failures.BadRequest($"bbox '{bbox}' is none: give west,south,east,north in degrees WGS84, west less than east, south less than north.");
    }

    private static Results<Ok<MapView>, ProblemHttpResult> Show(CaseMap map, double west, double south, double east, double north, string? state, string? problem, int? zoom)
    {
        var box = new Box(west, south, east, north);
        if (!(west is >= -180 and <= 180 && east is >= -180 and <= 180 && south is >= -90 and <= 90 && north is >= -90 and <= 90 && west < east && south < north))
            return Failures.BadRequest($"the box {west}, {south} to {east}, {north} is none: west and east are degrees from -180 to 180, south and north from -90 to 90, west less than east, south less than north.");
        if (zoom is < 0 or > MapGrid.DeepestZoom)
            return Failures.BadRequest($"zoom {zoom} is outside 0..{MapGrid.DeepestZoom}.");
        var states = state?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (states.FirstOrDefault(asked => !CaseStates.All.Contains(asked)) is { } unknown)
            return Failures.BadRequest($"state '{unknown}' is none of {string.Join(", ", CaseStates.All)}.");
        return TypedResults.Ok(map.Show(new MapFilter(box, MapGrid.For(box, zoom), states, problem)));
    }
}

/// <summary>Unit grid cells of a box.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Items">All of them; none where they are more than were asked for.</param>
internal sealed record MapCells(int Total, IReadOnlyList<MapCell> Items);

/// <summary>A unit grid cell.</summary>
/// <param name="Rings">Its borders, and those of holes; each a list of longitude and latitude, WGS84.</param>
internal sealed record MapCell(string Id, IReadOnlyList<double[][]> Rings);
