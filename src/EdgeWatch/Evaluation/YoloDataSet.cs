using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Terminal;
using YamlDotNet.RepresentationModel;

namespace EdgeWatch.Evaluation;

/// <summary>Labelled pictures in the YOLO layout: <c>data.yaml</c> with <c>names</c>, pictures in <c>images</c>, one text file of boxes each in <c>labels</c>.</summary>
/// <param name="Classes">Every class that is labelled.</param>
/// <param name="Pictures">Path and boxes of each picture.</param>
internal sealed record YoloDataSet(IReadOnlyList<string> Classes, IReadOnlyList<LabelledPicture> Pictures)
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png"];

    /// <summary>Reads one split.</summary>
    /// <param name="folder">The folder with data.yaml.</param>
    /// <param name="split"><c>train</c>, <c>val</c> or <c>test</c>; the key of data.yaml.</param>
    /// <exception cref="MissingPieceException">There is no such data set or split.</exception>
    public static YoloDataSet Read(string folder, string split)
    {
        var description = Path.Combine(folder, "data.yaml");
        if (!File.Exists(description))
            throw new MissingPieceException($"{folder} holds no data.yaml; name the folder of a data set in the YOLO layout");
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(description)));
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        if (!root.Children.TryGetValue(split, out var images))
            throw new MissingPieceException($"{description} has no split '{split}'; it has {string.Join(", ", root.Children.Keys.Select(key => key.ToString()).Intersect(["train", "val", "test"]))}");
        var names = root.Children.TryGetValue("names", out var inYaml) ? Names(inYaml) : NamesBeside(folder);
        var pictures = Path.Combine(folder, images.ToString());
        return new([.. names.Values], [.. Directory.EnumerateFiles(pictures)
            .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal)
            .Select(file => new LabelledPicture(file, Boxes(file, names)))]);
    }

    private static Dictionary<int, string> Names(YamlNode node) => node is YamlSequenceNode list
        ? list.Select((name, index) => (index, name)).ToDictionary(pair => pair.index, pair => pair.name.ToString())
        : ((YamlMappingNode)node).ToDictionary(pair => int.Parse(pair.Key.ToString()), pair => pair.Value.ToString());

    /// <summary>Some sets keep the names in a file of lines, in the order of their numbers.</summary>
    private static Dictionary<int, string> NamesBeside(string folder)
    {
        var file = Path.Combine(folder, "names.txt");
        return File.Exists(file)
            ? File.ReadLines(file).Where(line => line.Length > 0).Select((name, index) => (index, name)).ToDictionary(pair => pair.index, pair => pair.name.Trim())
            : throw new MissingPieceException($"{folder}: neither 'names' in data.yaml nor a names.txt says what the classes are called; add one");
    }

    private static (string Class, Box Box)[] Boxes(string picture, Dictionary<int, string> names)
    {
        var images = Path.DirectorySeparatorChar + "images" + Path.DirectorySeparatorChar;
        var at = picture.LastIndexOf(images, StringComparison.Ordinal);
        var file = Path.ChangeExtension(picture[..at] + images.Replace("images", "labels", StringComparison.Ordinal) + picture[(at + images.Length)..], ".txt");
        return !File.Exists(file) ? [] : [.. File.ReadLines(file).Where(line => line.Length > 0).Select(line => Read(line, names))];
    }

    private static (string Class, Box Box) Read(string line, Dictionary<int, string> names)
    {
        var values = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (x, y, width, height) = (float.Parse(values[1]), float.Parse(values[2]), float.Parse(values[3]), float.Parse(values[4]));
        return (names[int.Parse(values[0])], new Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2));
    }
}

/// <summary>A picture and what is in it.</summary>
internal sealed record LabelledPicture(string Path, IReadOnlyList<(string Class, Box Box)> Boxes);
