using System.Text.RegularExpressions;
using EdgeWatch.Terminal;

namespace EdgeWatch.Demo;

/// <summary>The city of the demo: the example that ships, with one change, since nobody waits ten minutes for workers who are not there.</summary>
internal static partial class DemoCity
{
    /// <summary>The street is clean a moment after the case was reported handled. The looks are as many as in the example.</summary>
    private const string Recheck = "recheck: { after: 3s, every: 1s, looks: 5, agreeing: 4, within: 60s }";

    /// <summary>Registers of cells and duty grids; the components of the example stand on no street of the demo.</summary>
    public static string[] Registers { get; } = [Shipped("cells.geojson"), Shipped("duty-grids.geojson")];

    /// <summary>Writes the profile into a folder.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="MissingPieceException">The example is not beside the program, or is not as it ships.</exception>
    public static string Write(string folder)
    {
        var (from, to) = (Shipped("yunwan.yaml"), Path.Combine(folder, "city.yaml"));
        if (!File.Exists(from))
            throw new MissingPieceException($"the example city is missing: {from}; build the program again, or copy it from the release");
        var profile = File.ReadAllText(from);
        if (!RecheckLine().IsMatch(profile))
            throw new MissingPieceException($"{from} has no line that begins with 'recheck:'; restore the example as it ships");
        File.WriteAllText(to, RecheckLine().Replace(profile, Recheck));
        return to;
    }

    private static string Shipped(string file) => Path.Combine(AppContext.BaseDirectory, "Demo", "City", file);

    [GeneratedRegex("^recheck:.*$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex RecheckLine();
}
