using System.Globalization;
using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.Evaluation.Data;

/// <summary>
/// Reads label files in the YOLO layout, a thing a line: number of the class, then centre x, centre y, width, height in 0..1 of the picture; or, in segmentation
/// exports, three or more corners x y, of which the surrounding box counts.
/// </summary>
/// <param name="meanings">What each number means.</param>
/// <param name="namesFile">Where the numbers are named, for messages.</param>
internal sealed class YoloLabels(IReadOnlyDictionary<int, Meaning> meanings, string namesFile)
{
    // Rounding to few digits leaves boxes a hair outside.
    private const double Slack = 0.01;

    /// <summary>Reads one file; none where there is no such file, as of a picture with nothing in it.</summary>
    /// <exception cref="DataSetException">A line is wrong.</exception>
    public IReadOnlyList<LabelledBox> Read(string file)
    {
        if (!File.Exists(file))
            return [];
        var boxes = new List<LabelledBox>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts && ReadLine(parts, $"{file}:{number}") is { } box)
                boxes.Add(box);
        }

        return boxes;
    }

    private LabelledBox? ReadLine(string[] parts, string place)
    {
        if (parts.Length != 5 && (parts.Length < 7 || parts.Length % 2 == 0))
            throw new DataSetException($"{place}: {parts.Length} values (\"{string.Join(' ', parts.Take(8))}\"); expected a class and a box: number, centre x, centre y, width, height");
        if (!int.TryParse(parts[0], NumberStyles.None, null, out var number))
            throw new DataSetException($"{place}: the class is \"{parts[0]}\"; expected a whole number, 0 or more");
        if (!meanings.TryGetValue(number, out var meaning))
            throw new DataSetException($"{place}: class {number} has no name in {namesFile}, which names {string.Join(", ", meanings.Keys)}; name it there or correct the line");
        var values = parts[1..].Select(part => Value(part, place)).ToArray();
        var box = values.Length == 4 ? Rectangle.Centred(values[0], values[1], values[2], values[3]) : Around(values);
        if (box.Width <= 0 || box.Height <= 0)
            throw new DataSetException($"{place}: the box is {box.Width:0.####} × {box.Height:0.####}; expected a width and a height above 0");
        return meaning.Kind == MeaningKind.LeaveOut ? null : new LabelledBox(meaning.Class, box, Crowd: meaning.Kind == MeaningKind.Ignore);
    }

    private static double Value(string text, string place) =>
        double.TryParse(text, NumberStyles.Float, null, out var value) && value is >= -Slack and <= 1 + Slack
            ? value
            : throw new DataSetException($"{place}: the value \"{text}\" is not within 0..1; expected shares of the picture's width and height, not pixels");

    private static Rectangle Around(double[] corners)
    {
        var (across, down) = (corners.Where((_, index) => index % 2 == 0).ToArray(), corners.Where((_, index) => index % 2 == 1).ToArray());
        return new Rectangle(across.Min(), down.Min(), across.Max(), down.Max());
    }
}
