using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EdgeWatch.Evaluation.Data;

/// <summary>A mapping of a YAML file, whose every complaint names file and line.</summary>
internal sealed class YamlText
{
    private readonly string _file;
    private readonly YamlMappingNode _node;

    private YamlText(string file, YamlMappingNode node) => (_file, _node) = (file, node);

    /// <summary>File and line.</summary>
    public string Place => At(_node);

    public IEnumerable<string> Keys => _node.Children.Keys.Select(key => key.ToString());

    /// <exception cref="DataSetException">There is no such file, or it is no YAML mapping.</exception>
    public static YamlText Load(string file)
    {
        if (!File.Exists(file))
            throw new DataSetException($"{file}: no such file; correct the path");
        var stream = new YamlStream();
        try
        {
            using var reader = new StreamReader(file);
            stream.Load(reader);
        }
        catch (InvalidOperationException error)
        {
            // What YamlDotNet throws at some unfinished lists, without a place.
            throw new DataSetException($"{file}: no YAML: a list or mapping does not end. Correct it there", error);
        }
        catch (YamlException error)
        {
            throw new DataSetException($"{file}:{error.Start.Line}: no YAML: {error.Message}. Correct it there", error);
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? new YamlText(file, root)
            : throw new DataSetException($"{file}: expected lines of the form 'key: value'; the file holds none");
    }

    public bool Has(string key) => _node.Children.ContainsKey(key);

    public YamlNode? Find(string key) => _node.Children.TryGetValue(key, out var node) ? node : null;

    /// <summary>The text of a key; the error of a missing one.</summary>
    public string Text(string key) => Node(key) is YamlScalarNode { Value: { } text } ? text : throw Wrong(key, "a text");

    public YamlText Mapping(string key) => Node(key) is YamlMappingNode mapping ? new YamlText(_file, mapping) : throw Wrong(key, "lines of the form 'key: value'");

    /// <summary>The mappings of a list.</summary>
    public IReadOnlyList<YamlText> Mappings(string key) => Node(key) is YamlSequenceNode list && list.All(item => item is YamlMappingNode)
        ? [.. list.Cast<YamlMappingNode>().Select(item => new YamlText(_file, item))]
        : throw Wrong(key, "a list of entries");

    /// <summary>Texts: a list, or one alone.</summary>
    public IReadOnlyList<string> List(string key) => Node(key) switch
    {
        YamlScalarNode { Value: { } text } => [text],
        YamlSequenceNode list when list.All(item => item is YamlScalarNode) => [.. list.Select(item => ((YamlScalarNode)item).Value ?? "")],
        _ => throw Wrong(key, "a text or a list of texts"),
    };

    /// <summary>One of some words; the first where the key is missing.</summary>
    public string Choice(string key, params string[] words)
    {
        if (!Has(key))
            return words[0];
        var found = Text(key);
        return words.Contains(found) ? found : throw new DataSetException($"{At(Node(key))}: {key} is \"{found}\"; expected {string.Join(" or ", words)}");
    }

    public void AllowOnly(params string[] keys)
    {
        foreach (var key in _node.Children.Keys.Where(key => !keys.Contains(key.ToString())))
            throw new DataSetException($"{At(key)}: the key \"{key}\" is unknown; known are {string.Join(", ", keys)}");
    }

    private YamlNode Node(string key) => Find(key) ?? throw new DataSetException($"{Place}: '{key}' is missing; add it");

    private DataSetException Wrong(string key, string expected) => new($"{At(Node(key))}: '{key}' is not {expected}; correct it");

    private string At(YamlNode node) => $"{_file}:{node.Start.Line}";
}
