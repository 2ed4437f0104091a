using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.Configuration;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EdgeWatch.Cities;

/// <summary>A city profile that was read: the options as far as they could be understood, and every mistake that was found.</summary>
internal sealed record CityFile(string Path, CityOptions Options, IReadOnlyList<ConfigurationProblem> Problems)
{
    /// <summary>Reads and checks a profile. Never throws for what stands in it.</summary>
    public static CityFile Read(string path) => File.Exists(path)
        ? Parse(path, File.ReadAllText(path))
        : Unreadable(path, 0, "the file does not exist; begin with a copy of deploy/cities/yunwan.yaml");

    public static CityFile Parse(string path, string text)
    {
        YamlNode? root;
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            root = stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException error)
        {
            return Unreadable(path, error.Start.Line, $"not valid YAML: {error.InnerException?.Message ?? error.Message}; check indentation, colons and quotes here");
        }

        if (root is not YamlMappingNode)
            return Unreadable(path, 1, "the file is empty; begin with a copy of deploy/cities/yunwan.yaml");
        var places = new SourcePlaces(path);
        var options = (CityOptions)new ConfigurationBinder(places).Bind(typeof(CityOptions), root, "")!;
        foreach (var problem in CityRules.Check(options).Where(problem => !places.IsWrong(problem.Key)).ToArray())
            places.Report(problem.Key, problem.Value, problem.Remedy);
        return new CityFile(path, options, places.Problems);
    }

    private static CityFile Unreadable(string path, long line, string remedy) => new(path, new CityOptions(), [new ConfigurationProblem(path, line, "(file)", "(unreadable)", remedy)]);
}
