using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EdgeWatch.Configuration;

/// <summary>A file that was read: options as far as they could be understood, and every mistake that was found.</summary>
internal sealed record ConfigurationFile(string Path, EdgeWatchOptions Options, IReadOnlyList<ConfigurationProblem> Problems)
{
    /// <summary>1-based line of a key, or of the nearest block around it that the file has.</summary>
    public Func<string, long> LineOf { get; private init; } = _ => 1;

    /// <summary>Reads and checks a YAML file. Never throws for what stands in it.</summary>
    public static ConfigurationFile Read(string path)
    {
        if (!File.Exists(path))
            return Unreadable(path, 0, "(file)", "the file does not exist; name another with --config, or begin with deploy/edgewatch.example.yaml");
        return Parse(path, File.ReadAllText(path));
    }

    public static ConfigurationFile Parse(string path, string text)
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
            return Unreadable(path, error.Start.Line, "(YAML)", $"not valid YAML: {error.InnerException?.Message ?? error.Message}; check indentation, colons and quotes here");
        }

        if (root is not YamlMappingNode)
            return Unreadable(path, 1, "(empty)", "write at least 'agent:' with an id and a camera, or 'bridge:'");

        var places = new SourcePlaces(path);
        var binder = new ConfigurationBinder(places);
        var options = (EdgeWatchOptions)binder.Bind(typeof(EdgeWatchOptions), root, "")!;
        ConfigurationRules.Check(options, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, places);
        return new ConfigurationFile(path, SensorQuarantine.Apply(CameraQuarantine.Apply(options, places.Problems), places.Problems), places.Problems) { LineOf = places.LineOf };
    }

    private static ConfigurationFile Unreadable(string path, long line, string value, string remedy) =>
        new(path, new EdgeWatchOptions(), [new ConfigurationProblem(path, line, "(file)", value, remedy)]);
}
