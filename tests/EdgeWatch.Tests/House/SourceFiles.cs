namespace EdgeWatch.EdgeWatch.Tests.House;

/// <summary>The files that people write; not what builds and package managers leave.</summary>
internal static class SourceFiles
{
    private static readonly string[] Generated = ["/bin/", "/obj/", "/node_modules/", "/wwwroot/", "/.git/", "/.edgewatch/", "/BenchmarkDotNet.Artifacts/", "/dist/"];

    public static IEnumerable<string> All(params string[] patterns) =>
        patterns.SelectMany(pattern => Directory.EnumerateFiles(Repository.Root, pattern, SearchOption.AllDirectories))
            .Where(file => !Generated.Any(part => file.Contains(part, StringComparison.Ordinal)));

    public static string NameOf(string file) => Path.GetRelativePath(Repository.Root, file);
}
