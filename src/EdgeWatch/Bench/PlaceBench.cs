using System.Globalization;
using EdgeWatch.Figures;
using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Index;
using EdgeWatch.Geography.Registers;
using EdgeWatch.Terminal;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace EdgeWatch.Bench;

/// <summary>
/// What a city's registers cost in memory and a lookup in time: components at random over 30 km by 30 km, cells of 100 m by 100 m over the middle. Beside our packed arrays the same
/// points in NetTopologySuite's STRtree, which is what one would take first.
/// </summary>
internal sealed class PlaceBench(int components, TimeProvider time)
{
    private const int CellsAcross = 300;
    private const int Lookups = 200_000;
    private const int Imported = 200_000;
    private const double Radius = 15;

    private static readonly DateOnly Day = new(2026, 11, 2);

    private static readonly LocalPlane Plane = new(new Wgs84(118.585, 24.815, 0));

    public IReadOnlyList<Figure> Run(string folder)
    {
        var places = Places(new Random(1), components);
        Screen.Instance.Line($"{components:N0} components, {CellsAcross * CellsAcross:N0} cells");
        var (index, megabytes, seconds) = Weigh(() => Build(places));
        var (grid, gridMegabytes, _) = Weigh(() => new GridIndex(Cells()));
        var asked = Places(new Random(2), Lookups);
        var (nearest, nearestWorst) = Measure(asked, place => index.Nearest(place, Radius, Day));
        var (cell, _) = Measure(asked, place => grid.Find(place, Day));
        GC.KeepAlive(index);
        GC.KeepAlive(grid);

        var (tree, treeMegabytes, _) = Weigh(() => Tree(places));
        var (treeNearest, _) = Measure(asked, place => NearestOf(tree, place));
        return
        [
            new("place.components", components, "1"),
            new("place.componentMegabytes", megabytes, "MiB"),
            new("place.buildSeconds", seconds, "s"),
            new("place.nearestMicroseconds", nearest, "µs"),
            new("place.nearestP99Microseconds", nearestWorst, "µs"),
            new("place.cells", CellsAcross * CellsAcross, "1"),
            new("place.cellMegabytes", gridMegabytes, "MiB"),
            new("place.cellMicroseconds", cell, "µs"),
            new("place.strtreeMegabytes", treeMegabytes, "MiB"),
            new("place.strtreeNearestMicroseconds", treeNearest, "µs"),
            new("place.ratioToStrtree", nearest / treeNearest, "1"),
            new("place.importPerSecond", ImportPerSecond(folder, places), "1/s"),
        ];
    }

    private static Wgs84[] Places(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Plane.FromPlane((random.NextDouble() - 0.5) * 30_000, (random.NextDouble() - 0.5) * 30_000))];

    private static ComponentIndex Build(Wgs84[] places)
    {
        var builder = new ComponentIndexBuilder();
        for (var number = 0; number < places.Length; number++)
            builder.Add(Id(number), ClassOf(number), places[number], default);
        return builder.Build();
    }

    private static IEnumerable<GridRecord> Cells()
    {
        const double size = 100;
        for (var cell = 0; cell < CellsAcross * CellsAcross; cell++)
        {
            var (east, north) = ((cell % CellsAcross * size) - 15_000, (cell / CellsAcross * size) - 15_000);
            NetTopologySuite.Geometries.Coordinate Corner(double e, double n) => Plane.FromPlane(e, n) is var place ? new(place.Lon, place.Lat) : new();
            yield return new GridRecord($"359901{cell:D9}", new Polygon(new LinearRing([Corner(east, north), Corner(east + size, north), Corner(east + size, north + size), Corner(east, north + size), Corner(east, north)])), default);
        }
    }

    private static STRtree<int> Tree(Wgs84[] places)
    {
        var tree = new STRtree<int>();
        for (var number = 0; number < places.Length; number++)
            tree.Insert(new Envelope(places[number].Lon, places[number].Lon, places[number].Lat, places[number].Lat), number);
        tree.Build();
        return tree;
    }

    /// <summary>As much as the tree can be asked for: what lies in the box; distance and id would come on top.</summary>
    private static int NearestOf(STRtree<int> tree, Wgs84 place)
    {
        var (lon, lat) = (Radius / (Wgs84.MetresPerDegree * Math.Cos(double.DegreesToRadians(place.Lat))), Radius / Wgs84.MetresPerDegree);
        var found = tree.Query(new Envelope(place.Lon - lon, place.Lon + lon, place.Lat - lat, place.Lat + lat));
        return found.Count > 0 ? found[0] : -1;
    }

    private (T Made, double Megabytes, double Seconds) Weigh<T>(Func<T> make)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var began = time.GetTimestamp();
        var made = make();
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        return (made, (GC.GetTotalMemory(forceFullCollection: true) - before) / (1024.0 * 1024), seconds);
    }

    /// <summary>Median and 99th percentile of one lookup in microseconds, after a round that warms up; on a busy machine a mean measures the others.</summary>
    private (double Median, double P99) Measure<T>(Wgs84[] asked, Func<Wgs84, T> lookUp)
    {
        foreach (var place in asked)
            lookUp(place);
        var each = new double[asked.Length];
        for (var number = 0; number < asked.Length; number++)
        {
            var began = time.GetTimestamp();
            lookUp(asked[number]);
            each[number] = time.GetElapsedTime(began).TotalMicroseconds;
        }

        Array.Sort(each);
        return (each[each.Length / 2], each[(int)(each.Length * 0.99)]);
    }

    private double ImportPerSecond(string folder, Wgs84[] places)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "components.csv");
        var count = Math.Min(Imported, places.Length);
        using (var writer = new StreamWriter(path))
        {
            writer.WriteLine("部件标识码,部件类别,名称,经度,纬度,地址");
            for (var number = 0; number < count; number++)
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Id(number)},{ClassOf(number)},井盖,{places[number].Lon:F7},{places[number].Lat:F7},\"港前街 {number} 号, 门前\""));
        }

        var began = time.GetTimestamp();
        var report = new RegisterImport(new RegisterOptions(), Day).Read([new RegisterFile(path)])[0];
        return report.Kept == count ? count / time.GetElapsedTime(began).TotalSeconds : throw new InvalidDataException($"only {report.Kept} of {count} made entries were read back");
    }

    private static string ClassOf(int number) => string.Create(CultureInfo.InvariantCulture, $"01{(number % 25) + 1:D2}");

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"3599{(number / 1_000_000) + 1:D2}{ClassOf(number)}{number % 1_000_000:D6}");
}
