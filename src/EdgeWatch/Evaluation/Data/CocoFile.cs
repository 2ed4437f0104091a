using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.Evaluation.Data;

/// <summary>Labelled pictures in COCO's layout: one JSON file of images, annotations and categories (cocodataset.org, "Data format", object detection).</summary>
internal static class CocoFile
{
    private static readonly JsonSerializerOptions Layout = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true };

    /// <summary>Reads the file.</summary>
    /// <param name="file">Such as annotations/instances_val2017.json.</param>
    /// <param name="images">Folder of the pictures; null: searched for beside the file.</param>
    /// <param name="maps">What the names mean, by the name of the data set.</param>
    /// <exception cref="DataSetException">The file is wrong, or its pictures are not found.</exception>
    public static DataSet Read(string file, string? images, Func<string, ClassMap> maps)
    {
        var content = Load(file);
        if (content.Images.Length == 0)
            throw new DataSetException($"{file}: 'images' is empty; name another file");
        var folder = images ?? ImagesOf(file, content.Images[0].FileName);
        var name = NameOf(file);
        var map = maps(name);
        var meanings = content.Categories.ToDictionary(category => category.Id, category => map.Of(category.Name));
        var boxes = content.Annotations.ToLookup(annotation => annotation.ImageId);
        var ids = content.Images.Select(image => image.Id).ToHashSet();
        if (content.Annotations.FirstOrDefault(annotation => !ids.Contains(annotation.ImageId)) is { } lost)
            throw new DataSetException($"{file}: annotation {lost.Id} names the image {lost.ImageId}, which 'images' does not list; correct one of the two");
        var pictures = content.Images.OrderBy(image => image.Id)
            .Select(image => new LabelledPicture(Path.Combine(folder, image.FileName), [.. boxes[image.Id].Select(box => ReadBox(box, image, meanings, file)).OfType<LabelledBox>()]));
        return DataSet.Of(name, Path.GetFileNameWithoutExtension(file).Replace("instances_", "", StringComparison.Ordinal), map, content.Categories.Select(category => category.Name), [.. pictures]);
    }

    private static Content Load(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<Content>(stream, Layout) ?? throw new DataSetException($"{file} is empty; name a COCO file");
        }
        catch (JsonException error)
        {
            throw new DataSetException($"{file}:{error.LineNumber + 1}: no COCO annotations: {error.Message} Name a file with images, annotations and categories", error);
        }
    }

    private static LabelledBox? ReadBox(Annotation annotation, Image image, Dictionary<long, Meaning> meanings, string file)
    {
        if (!meanings.TryGetValue(annotation.CategoryId, out var meaning))
            throw new DataSetException($"{file}: annotation {annotation.Id} is of category {annotation.CategoryId}, which 'categories' does not name; name it there");
        if (annotation.Bbox is not [var x, var y, var width, var height] || annotation.Bbox.Any(value => !double.IsFinite(value)))
            throw new DataSetException($"{file}: the bbox of annotation {annotation.Id} is [{string.Join(", ", annotation.Bbox)}]; expected left, top, width, height in pixels");
        if (image.Width <= 0 || image.Height <= 0)
            throw new DataSetException($"{file}: image {image.Id} is {image.Width} × {image.Height}; expected its size in pixels");
        var box = new Rectangle(x, y, x + width, y + height).Scaled(1.0 / image.Width, 1.0 / image.Height);
        return meaning.Kind == MeaningKind.LeaveOut
            ? null
            : new LabelledBox(meaning.Class, box, annotation.Iscrowd != 0 || meaning.Kind == MeaningKind.Ignore, annotation.Area);
    }

    /// <summary>The folder that holds the annotations' folder, as COCO is unpacked; otherwise the file's own.</summary>
    private static string NameOf(string file)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(file))!);
        return folder is { Name: "annotations", Parent: { } parent } ? parent.Name : folder.Name;
    }

    private static string ImagesOf(string file, string first)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var split = Path.GetFileNameWithoutExtension(file).Replace("instances_", "", StringComparison.Ordinal);
        string[] places = [folder, Path.Combine(folder, "images"), Path.Combine(folder, "..", "images"), Path.Combine(folder, "..", split), Path.Combine(folder, "..", "images", split)];
        return places.FirstOrDefault(place => File.Exists(Path.Combine(place, first))) ?? throw new DataSetException(
            $"{file}: its first picture {first} lies in none of {string.Join(", ", places.Select(Path.GetFullPath))}; name the folder with --images");
    }

    private sealed record Content(Image[] Images, Annotation[] Annotations, Category[] Categories);

    private sealed record Image(long Id, string FileName, int Width, int Height);

    private sealed record Annotation(long ImageId, long CategoryId, double[] Bbox)
    {
        [JsonInclude]
        public long Id { get; init; }

        [JsonInclude]
        public double? Area { get; init; }

        [JsonInclude]
        public int Iscrowd { get; init; }
    }

    private sealed record Category(long Id, string Name);
}
