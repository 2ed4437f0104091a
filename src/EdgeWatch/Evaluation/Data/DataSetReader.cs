namespace EdgeWatch.Evaluation.Data;

/// <summary>Opens data sets in either layout.</summary>
/// <param name="catalogue">What the names of known data sets mean.</param>
/// <param name="told">Names told anew, over the catalogue.</param>
internal sealed class DataSetReader(DataSetCatalogue catalogue, IReadOnlyDictionary<string, string> told)
{
    /// <summary>Reads a folder in the YOLO layout or a COCO file.</summary>
    /// <param name="path">Folder with data.yaml, or a .json file.</param>
    /// <param name="split">train, val or test; a COCO file is one split whatever this says.</param>
    /// <param name="images">Folder of a COCO file's pictures; null: searched for beside it.</param>
    /// <exception cref="DataSetException">A file is missing or wrong.</exception>
    public DataSet Read(string path, string split, string? images = null)
    {
        if (File.Exists(path))
            return CocoFile.Read(path, images, MapOf);
        if (!Directory.Exists(path))
            throw new DataSetException($"{path}: no such folder or file; name the folder of a data set in the YOLO layout, or a COCO file");
        var name = Path.GetFileName(Path.GetFullPath(path).TrimEnd('/'));
        if (catalogue.Find(name) is { OfPictures: true } entry)
            throw new DataSetException($"{path}: {entry.Name} labels whole pictures, not boxes ({entry.Place}); average precision needs boxes, so choose another data set");
        return YoloFolder.Read(path, split, MapOf(name));
    }

    private ClassMap MapOf(string name) => catalogue.MapOf(name).With(told);
}
