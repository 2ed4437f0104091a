using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Map;

/// <summary>What a map is to show.</summary>
/// <param name="Box">The part of the earth.</param>
/// <param name="Grid">The squares to gather cases in.</param>
/// <param name="States">Only these; empty: all.</param>
/// <param name="Problem">Only this one; null: all.</param>
internal sealed record MapFilter(Box Box, MapGrid Grid, IReadOnlyList<string> States, string? Problem)
{
    public bool Shows(SquareCount square) => (States.Count == 0 || States.Contains(square.State)) && (Problem is null || square.Problem == Problem);
}

/// <summary>
/// The cases of a box: each by itself where they are few, else gathered in squares. Where the box holds more than can be counted at once in a moment, and its squares are wide
/// enough, the counts come from the overview and are up to a minute old; the answer says as of when.
/// </summary>
internal sealed class CaseMap(CaseStore store, MapOverview overview, TimeProvider time)
{
    /// <summary>Cases that are shown each by itself.</summary>
    public const int MostSingles = 200;

    /// <summary>Beyond this the overview answers; so many rows of an index are read within some ten milliseconds.</summary>
    private const int MostCounted = 20_000;

    public MapView Show(MapFilter filter)
    {
        if (filter.Grid.Zoom <= MapOverview.Grid.Zoom)
        {
            var counts = overview.Counts();
            var inside = counts.In(filter.Box).ToList();
            if (inside.Sum(square => square.Cases) > MostCounted)
                return Wide(filter, counts.AsOf, [.. inside.Where(filter.Shows)]);
        }

        var now = time.GetUtcNow();
        return store.Read(transaction =>
        {
            var singles = transaction.CasesIn(filter, MostSingles + 1);
            return singles.Count <= MostSingles ? Singles(filter, now, singles) : Gathered(filter, now, transaction.CountSquares(filter));
        });
    }

    private MapView Wide(MapFilter filter, DateTimeOffset asOf, List<SquareCount> squares)
    {
        if (squares.Sum(square => square.Cases) > MostSingles)
            return Gathered(filter, asOf, squares.Select(square => square.In(filter.Grid)));
        var now = time.GetUtcNow();
        return store.Read(transaction => transaction.CasesIn(filter, MostSingles + 1)) is { Count: <= MostSingles } singles
            ? Singles(filter, now, singles)
            : Gathered(filter, asOf, squares.Select(square => square.In(filter.Grid)));
    }

    private static MapView Singles(MapFilter filter, DateTimeOffset asOf, IReadOnlyList<MapCaseRow> rows) => new(
        asOf, filter.Grid.Zoom, rows.Count, rows.CountBy(row => row.State).ToDictionary(state => state.Key, state => (long)state.Value), [], [.. rows.Select(row => row.ToCase())]);

    private static MapView Gathered(MapFilter filter, DateTimeOffset asOf, IEnumerable<SquareCount> squares)
    {
        var clusters = squares.GroupBy(square => (square.X, square.Y)).Select(Cluster).OrderByDescending(cluster => cluster.Cases).ToList();
        var states = clusters.SelectMany(cluster => cluster.States).GroupBy(state => state.Key).ToDictionary(state => state.Key, state => state.Sum(count => count.Value));
        return new MapView(asOf, filter.Grid.Zoom, states.Values.Sum(), states, clusters, []);
    }

    private static MapCluster Cluster(IGrouping<(long X, long Y), SquareCount> square)
    {
        var cases = square.Sum(part => part.Cases);
        return new MapCluster(
            Math.Round(square.Sum(part => part.SumLon) / cases, 6),
            Math.Round(square.Sum(part => part.SumLat) / cases, 6),
            cases,
            square.GroupBy(part => part.State).ToDictionary(state => state.Key, state => state.Sum(part => part.Cases)));
    }
}

/// <summary>What a map shows: clusters or cases, never both.</summary>
/// <param name="AsOf">When this was so.</param>
/// <param name="Zoom">By whose squares cases were gathered; less deep than asked for where there would have been too many.</param>
/// <param name="Total">Cases in the box.</param>
/// <param name="States">How many of them are in each state.</param>
/// <param name="Clusters">Squares with cases in them, the fullest first.</param>
/// <param name="Cases">Each by itself, where they are few.</param>
internal sealed record MapView(DateTimeOffset AsOf, int Zoom, long Total, IReadOnlyDictionary<string, long> States, IReadOnlyList<MapCluster> Clusters, IReadOnlyList<MapCase> Cases);

/// <summary>Cases that lie close together.</summary>
/// <param name="Lon">Their middle, WGS84.</param>
/// <param name="Lat">Their middle, WGS84.</param>
internal sealed record MapCluster(double Lon, double Lat, long Cases, IReadOnlyDictionary<string, long> States);

/// <summary>One case on a map.</summary>
/// <param name="ErrorRadius">Metres within which the true place lies.</param>
internal sealed record MapCase(Guid Id, long Number, string State, string Problem, double Lon, double Lat, double? ErrorRadius, DateTimeOffset OpenedAt);
