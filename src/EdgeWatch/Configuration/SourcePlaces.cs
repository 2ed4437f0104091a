using YamlDotNet.RepresentationModel;

namespace EdgeWatch.Configuration;

/// <summary>Remembers the line of every key that was read and gathers what is wrong with it.</summary>
internal sealed class SourcePlaces(string file)
{
    private readonly Dictionary<string, long> _lines = [];
    private readonly List<ConfigurationProblem> _problems = [];

    public IReadOnlyList<ConfigurationProblem> Problems => [.. _problems.OrderBy(problem => problem.Line)];

    public void Remember(string key, YamlNode node) => _lines[key] = node.Start.Line;

    /// <summary>Whether something about the key or a key within it is wrong already; one mistake is reported once.</summary>
    public bool IsWrong(string key) => _problems.Exists(problem => problem.Key == key);

    public void Report(string key, object? value, string remedy) =>
        _problems.Add(new ConfigurationProblem(file, LineOf(key), key, value?.ToString() ?? "(absent)", remedy));

    /// <summary>The line of the key, or of the nearest block around it that the file has.</summary>
    public long LineOf(string key)
    {
        while (key.Length > 0)
        {
            if (_lines.TryGetValue(key, out var line))
                return line;
            var end = key.LastIndexOfAny(['.', '[']);
            key = end < 0 ? "" : key[..end];
        }

        return 1;
    }
}
