using System.Globalization;
using EdgeWatch.Ingest.Video;
using YamlDotNet.RepresentationModel;

namespace EdgeWatch.Evaluation.Data;

/// <summary>
/// Labelled pictures in the YOLO layout as Ultralytics describes it: <c>data.yaml</c> with <c>path</c>, <c>names</c> (list or numbered) and, for each split, a folder of
/// pictures, several, or a text file that lists them; labels in the folder <c>labels</c> beside <c>images</c>.
/// </summary>
internal static class YoloFolder
{
    public const string Description = "data.yaml";

    private static readonly string[] Splits = ["train", "val", "test"];

    /// <summary>Reads one split.</summary>
    /// <param name="folder">The folder with data.yaml.</param>
    /// <param name="split">train, val or test.</param>
    /// <param name="map">What its names mean.</param>
    /// <exception cref="DataSetException">A file is missing or wrong.</exception>
    public static DataSet Read(string folder, string split, ClassMap map)
    {
        var file = Path.Combine(folder, Description);
        if (!File.Exists(file))
            throw new DataSetException($"{folder} holds no {Description}; name the folder of a data set in the YOLO layout, or a COCO file (instances_….json)");
        var yaml = YamlText.Load(file);
        if (!yaml.Has(split))
            throw new DataSetException($"{file} has no split '{split}'; it has {Words(Splits.Where(yaml.Has))}. Choose one with --split");
        var names = Names(yaml, folder, file);
        var root = yaml.Has("path") ? Path.Combine(folder, yaml.Text("path")) : folder;
        var pictures = yaml.List(split).SelectMany(place => PicturesIn(root, place, file)).Order(StringComparer.Ordinal).ToArray();
        if (pictures.Length == 0)
            throw new DataSetException($"{file}: the split '{split}' ({Words(yaml.List(split))}) holds no pictures ({Words(PictureFile.Extensions)}); correct its folder");
        if (!pictures.Any(picture => File.Exists(LabelsOf(picture))))
            throw new DataSetException($"{file}: no picture of the split '{split}' has labels; {LabelsOf(pictures[0])} and its like are expected");
        var labels = new YoloLabels(names.ToDictionary(pair => pair.Key, pair => map.Of(pair.Value)), file);
        return DataSet.Of(
            Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/')), split, map, names.Values, [.. pictures.Select(picture => new LabelledPicture(picture, labels.Read(LabelsOf(picture))))]);
    }

    private static SortedDictionary<int, string> Names(YamlText yaml, string folder, string file)
    {
        var names = new SortedDictionary<int, string>();
        switch (yaml.Find("names"))
        {
            case YamlMappingNode numbered:
                foreach (var (key, value) in numbered.Children)
                {
                    names[int.TryParse(key.ToString(), NumberStyles.None, null, out var number) ? number : throw new DataSetException(
                        $"{file}:{key.Start.Line}: 'names' has the key \"{key}\"; expected the number of a class")] = value.ToString();
                }

                break;
            case YamlSequenceNode list:
                foreach (var value in list)
                    names[names.Count] = value.ToString();
                break;
            default:
                foreach (var line in NamesBeside(folder, file))
                    names[names.Count] = line;
                break;
        }

        return names.Count > 0 ? names : throw new DataSetException($"{file}: 'names' is empty; name the classes in the order of their numbers");
    }

    /// <summary>Some sets keep the names in a file of lines, in the order of their numbers.</summary>
    private static IEnumerable<string> NamesBeside(string folder, string description)
    {
        var file = Path.Combine(folder, "names.txt");
        return File.Exists(file)
            ? File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0)
            : throw new DataSetException($"{description}: neither 'names' there nor a names.txt beside it says what the classes are called; add one");
    }

    private static IEnumerable<string> PicturesIn(string root, string place, string file)
    {
        var path = Path.Combine(root, place);
        // Exports of Roboflow write ../test/images for what lies in test/images; Ultralytics reads it so, too.
        if (!Path.Exists(path) && place.StartsWith("../", StringComparison.Ordinal))
            path = Path.Combine(root, place[3..]);
        if (File.Exists(path))
            return File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => Path.Combine(Path.GetDirectoryName(path)!, line));
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(picture => PictureFile.Extensions.Contains(Path.GetExtension(picture).ToLowerInvariant()))
            : throw new DataSetException($"{file}: there is no folder {Path.GetFullPath(path)}; correct 'path' or the split's folder");
    }

    private static string LabelsOf(string picture)
    {
        const string images = "/images/";
        var at = picture.LastIndexOf(images, StringComparison.Ordinal);
        return Path.ChangeExtension(at < 0 ? picture : $"{picture[..at]}/labels/{picture[(at + images.Length)..]}", ".txt");
    }

    private static string Words(IEnumerable<string> words) => string.Join(", ", words);
}
