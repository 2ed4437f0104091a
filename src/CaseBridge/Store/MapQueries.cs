using EdgeWatch.CaseBridge.Map;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Counts and lists cases by place.</summary>
internal static class MapQueries
{
    private const string Squares = "CAST(FLOOR((c.lon + 180) / @Size) AS BIGINT) AS x, CAST(FLOOR((c.lat + 90) / @Size) AS BIGINT) AS y, c.state, COUNT(*) AS cases, SUM(c.lon) AS sum_lon, SUM(c.lat) AS sum_lat";

    /// <summary>The whole store by square, state and problem: reads each case once, from an index.</summary>
    public static IReadOnlyList<SquareCount> CountSquares(this StoreTransaction transaction, MapGrid grid) => transaction.All<SquareCount>(
        $"SELECT {Squares}, c.problem FROM cases c WHERE c.lat IS NOT NULL GROUP BY 1, 2, 3, c.problem", new { grid.Size });

    /// <summary>A box by square and state.</summary>
    public static IReadOnlyList<SquareCount> CountSquares(this StoreTransaction transaction, MapFilter filter) =>
        transaction.All<SquareCount>($"SELECT {Squares} FROM cases c WHERE {Where(filter)} GROUP BY 1, 2, 3", ValuesOf(filter, 0));

    /// <summary>At most so many cases of a box, in no order.</summary>
    public static IReadOnlyList<MapCaseRow> CasesIn(this StoreTransaction transaction, MapFilter filter, int most) => transaction.All<MapCaseRow>(
        $"SELECT c.id, c.number, c.state, c.problem, c.lon, c.lat, c.error_radius, c.opened_at FROM cases c WHERE {Where(filter)} LIMIT @Most", ValuesOf(filter, most));

    private static string Where(MapFilter filter)
    {
        var conditions = new List<string> { filter.Box.On("c") };
        if (filter.States.Count > 0)
            conditions.Add($"c.state IN ({string.Join(", ", filter.States.Select(state => $"'{CaseStates.All.First(known => known == state)}'"))})");
        if (filter.Problem is not null)
            conditions.Add("c.problem = @Problem");
        return string.Join(" AND ", conditions);
    }

    private static object ValuesOf(MapFilter filter, int most) =>
        new { filter.Box.West, filter.Box.South, filter.Box.East, filter.Box.North, filter.Problem, filter.Grid.Size, Most = most };
}

/// <summary>Cases in one square of a grid, of one state and, where it was asked for, one problem.</summary>
internal sealed record SquareCount
{
    /// <summary>Square to the east of 180° west, counted from 0.</summary>
    public long X { get; init; }

    /// <summary>Square to the north of the south pole, counted from 0.</summary>
    public long Y { get; init; }

    public string State { get; init; } = "";

    public string Problem { get; init; } = "";

    public long Cases { get; init; }

    public double SumLon { get; init; }

    public double SumLat { get; init; }

    public double Lon => SumLon / Cases;

    public double Lat => SumLat / Cases;

    /// <summary>The same count in the square of a wider grid that this one lies in.</summary>
    public SquareCount In(MapGrid wider)
    {
        var steps = MapOverview.Grid.Zoom - wider.Zoom;
        return this with { X = X >> steps, Y = Y >> steps };
    }
}

/// <summary>A case as a map shows it.</summary>
internal sealed record MapCaseRow
{
    public string Id { get; init; } = "";

    public long Number { get; init; }

    public string State { get; init; } = "";

    public string Problem { get; init; } = "";

    public double Lon { get; init; }

    public double Lat { get; init; }

    public double? ErrorRadius { get; init; }

    public long OpenedAt { get; init; }

    public MapCase ToCase() => new(Guid.Parse(Id), Number, State, Problem, Lon, Lat, ErrorRadius, OpenedAt.FromStore());
}
