using System.Text.RegularExpressions;
using EdgeWatch.EdgeAgent.Onnx;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>Holds opened weights against the folder that they lie in.</summary>
internal static partial class WeightsCheck
{
    /// <summary>Finds the input for pictures and, where there is one, the input for their sizes (−1 where not).</summary>
    public static (int Pictures, int Sizes) Inputs(ModelFolder folder, IReadOnlyList<OnnxTensorInfo> inputs)
    {
        var (height, width) = (folder.Manifest.Input.Height, folder.Manifest.Input.Width);
        var all = inputs.ToList();
        var pictures = all.FindIndex(input => input is { Element: OnnxElement.Float, Shape: [var batch, 3, var down, var across] }
            && batch is 1 or < 0 && (down == height || down < 0) && (across == width || across < 0));
        var sizes = all.FindIndex(input => input is { Element: OnnxElement.Int64, Shape: [_, 2] });
        if (pictures < 0 || all.Count != (sizes < 0 ? 1 : 2))
        {
            throw new ModelException(
                $"{folder.WeightsPath}: the weights' input is {string.Join("; ", inputs)}, but the manifest expects Float [N, 3, {height}, {width}]" +
                " (and, for layout detr, Int64 [N, 2]). Correct input in the manifest, or export the weights anew");
        }

        return (pictures, sizes);
    }

    /// <summary>Compares labels.txt with the class names that the weights carry, as Ultralytics writes them: <c>{0: 'person', 1: 'bicycle'}</c>.</summary>
    public static void Names(ModelFolder folder, string? metadata)
    {
        var names = NamesIn(metadata);
        if (names.Count > 0 && !names.SequenceEqual(folder.Labels))
        {
            throw new ModelException(
                $"{folder.WeightsPath} carries {names.Count} class names ({Short(names)}), but labels.txt in {folder.Path} has {folder.Labels.Count} ({Short(folder.Labels)}). " +
                "Write the weights' names into labels.txt, one per line in their order");
        }
    }

    /// <summary>The class names in the metadata <c>names</c>; none where there is none.</summary>
    public static IReadOnlyList<string> NamesIn(string? metadata) => metadata is null ? [] : [.. Entry().Matches(metadata).Select(match => match.Groups["name"].Value)];

    private static string Short(IReadOnlyList<string> names) => string.Join(", ", names.Take(8)) + (names.Count > 8 ? " …" : "");

    [GeneratedRegex("""\d+\s*:\s*(?<quote>['"])(?<name>.*?)\k<quote>""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Entry();
}
