using System.Text;
using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Registers;

namespace EdgeWatch.Geography.Tests.Registers;

/// <summary>Registers written for one test, and their reading.</summary>
internal sealed class RegisterFiles : IDisposable
{
    public static readonly DateOnly Today = new(2026, 11, 2);

    public static readonly District Example = DistrictFile.Read(Repository.File("deploy", "registers", "district.geojson"));

    private readonly TempFolder _folder = new();

    public RegisterOptions Options { get; init; } = new() { District = Example };

    public RegisterContents Contents { get; private set; } = new();

    /// <summary>Writes and reads one file.</summary>
    public FileReport Read(string name, string text, Encoding? encoding = null) => Read((name, text, encoding))[0];

    public IReadOnlyList<FileReport> Read(params (string Name, string Text, Encoding? Encoding)[] files)
    {
        foreach (var (name, text, encoding) in files)
            File.WriteAllText(_folder.File(name), text, encoding ?? new UTF8Encoding(false));
        var import = new RegisterImport(Options, Today);
        var reports = import.Read(files.Select(file => new RegisterFile(_folder.File(file.Name))));
        Contents = import.Contents;
        return reports;
    }

    /// <summary>A square cell of so many metres about a point of the example's plane, as a GeoJSON feature.</summary>
    public static string Cell(string id, double east, double north, double size = 100, string more = "") =>
        Feature(id, $"[[{Corner(east, north)},{Corner(east + size, north)},{Corner(east + size, north + size)},{Corner(east, north + size)},{Corner(east, north)}]]", more);

    public static string Feature(string id, string rings, string more = "") =>
        $"{{\"type\":\"Feature\",\"properties\":{{\"id\":\"{id}\"{more}}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":{rings}}}}}";

    public static string Corner(double east, double north)
    {
        var place = Example.Plane.FromPlane(east, north);
        return FormattableString.Invariant($"[{place.Lon:F8},{place.Lat:F8}]");
    }

    public static string Collection(params string[] features) => $"{{\"type\":\"FeatureCollection\",\"features\":[\n{string.Join(",\n", features)}\n]}}\n";

    public void Dispose() => _folder.Dispose();
}
