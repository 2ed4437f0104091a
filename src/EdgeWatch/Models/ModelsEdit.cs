using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace EdgeWatch.ModelCare;

/// <summary>
/// Changes a list of models in a YAML text and nothing else: comments, order, quotes and spacing of the rest stay as they are. What was written is read back
/// and compared; where the text's shape makes a safe edit impossible, nothing is changed.
/// </summary>
internal static partial class ModelsEdit
{
    private const string Key = "models";

    /// <summary>The text with these lists in it.</summary>
    /// <exception cref="UnsafeEditException">The shape of the text makes it unsafe.</exception>
    public static string Apply(string text, IEnumerable<ModelsChange> changes)
    {
        foreach (var change in changes)
        {
            var before = Parse(text);
            var edited = Edit(text, Block(before, change), change.Models);
            Compare(before, Parse(edited), change);
            text = edited;
        }

        return text;
    }

    /// <summary>A list as it is written into a file.</summary>
    public static string Text(IEnumerable<string> models) => $"[{string.Join(", ", models.Select(Scalar))}]";

    private static string Scalar(string name) => Plain().IsMatch(name) ? name : $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static YamlMappingNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root ? root : throw new UnsafeEditException("the file is not one block of keys");
    }

    private static YamlMappingNode Block(YamlMappingNode root, ModelsChange change)
    {
        var agent = root["agent"] as YamlMappingNode ?? throw new UnsafeEditException("'agent:' is not a block of keys");
        if (change.Camera is not var (index, id))
            return agent;
        // A camera that could not be read is not counted among the options.
        return agent["cameras"] is YamlSequenceNode cameras && cameras.Children.Count > index && cameras[index] is YamlMappingNode camera
            && camera.Children.TryGetValue(new YamlScalarNode("id"), out var found) && found is YamlScalarNode { Value: { } written } && written == id
            ? camera
            : throw new UnsafeEditException($"camera {id} is not where it is expected; mend the mistakes that `edgewatch check` finds first");
    }

    private static string Edit(string text, YamlMappingNode block, IReadOnlyList<string> models)
    {
        if (!block.Children.TryGetValue(new YamlScalarNode(Key), out var value))
            return Insert(text, block, models);
        var start = (int)value.Start.Index;
        if (value is not YamlSequenceNode list)
            throw new UnsafeEditException("'models' is not a list");
        // The parser tells where a list in brackets begins, not where it ends; names hold no bracket.
        var end = text.IndexOf(']', list.Children.Count > 0 ? (int)list.Children[^1].End.Index : start) + 1;
        if (list.Anchor.IsEmpty && text[start] == '[' && end > 0 && !text[start..end].Contains('#', StringComparison.Ordinal))
            return text[..start] + Text(models) + text[end..];
        return list.Children.Count > 0 && text[start] == '-' ? Lines(text, list, models) : throw new UnsafeEditException("its list of models bears an anchor, a tag or comments within brackets");
    }

    /// <summary>One item a line: lines that stay keep their comments; the lines of models that go are taken out.</summary>
    private static string Lines(string text, YamlSequenceNode list, IReadOnlyList<string> models)
    {
        var first = text.LastIndexOf('\n', (int)list.Start.Index - 1) + 1;
        var lastLine = text.IndexOf('\n', (int)list.Children[^1].Start.Index);
        var end = lastLine < 0 ? text.Length : lastLine + 1;
        var lines = text[first..end].Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        if (lines.Count != list.Children.Count || lines.Exists(line => !Item().IsMatch(line)))
            throw new UnsafeEditException("its list of models has other lines between the names");
        var byName = list.Children.Select((item, index) => (Name: ((YamlScalarNode)item).Value!, Line: lines[index])).ToLookup(pair => pair.Name, pair => pair.Line, StringComparer.Ordinal);
        var indent = lines[0][..lines[0].IndexOf('-', StringComparison.Ordinal)];
        var newLine = NewLine(text);
        var written = string.Join(newLine, models.Select(name => byName[name].FirstOrDefault() ?? $"{indent}- {Scalar(name)}"));
        return text[..first] + written + (lastLine < 0 ? "" : newLine) + text[end..];
    }

    /// <summary>A new key, after the id.</summary>
    private static string Insert(string text, YamlMappingNode block, IReadOnlyList<string> models)
    {
        var (key, value) = block.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: "id" });
        if (value is not YamlScalarNode id || !id.Anchor.IsEmpty)
            throw new UnsafeEditException("there is no 'id' to write the models after");
        var end = (int)id.End.Index;
        if (text[(int)block.Start.Index] == '{')
            return $"{text[..end]}, {Key}: {Text(models)}{text[end..]}";
        var line = text.IndexOf('\n', end);
        var indent = new string(' ', (int)key.Start.Column - 1);
        return line < 0 ? $"{text}{NewLine(text)}{indent}{Key}: {Text(models)}" : $"{text[..(line + 1)]}{indent}{Key}: {Text(models)}{NewLine(text)}{text[(line + 1)..]}";
    }

    private static string NewLine(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>All must be as before but this one list.</summary>
    private static void Compare(YamlMappingNode before, YamlMappingNode after, ModelsChange change)
    {
        var path = change.Camera is { } camera ? $".agent.cameras[{camera.Index}].{Key}" : $".agent.{Key}";
        string[] rest(YamlMappingNode root) => [.. Flat(root, "").Where(leaf => !leaf.StartsWith(path + "[", StringComparison.Ordinal) && !leaf.StartsWith(path + " ", StringComparison.Ordinal))];
        var written = Flat(after, "").Where(leaf => leaf.StartsWith(path + "[", StringComparison.Ordinal));
        if (!rest(before).SequenceEqual(rest(after)) || !written.SequenceEqual(change.Models.Select((name, index) => $"{path}[{index}] = {name}")))
            throw new UnsafeEditException("the edit would have changed something else");
    }

    private static IEnumerable<string> Flat(YamlNode node, string path) => node switch
    {
        YamlMappingNode mapping => mapping.Children.SelectMany(pair => Flat(pair.Value, $"{path}.{pair.Key}")),
        YamlSequenceNode list => list.Children.SelectMany((item, index) => Flat(item, $"{path}[{index}]")),
        _ => [$"{path} = {(node as YamlScalarNode)?.Value}"],
    };

    [GeneratedRegex(@"^[A-Za-z0-9_./][A-Za-z0-9_.@/+-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^\s*-\s+[^\s#&*!][^#]*(\s#.*)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Item();
}

/// <summary>A text that cannot be edited safely; the message says why.</summary>
internal sealed class UnsafeEditException(string message) : Exception(message);
