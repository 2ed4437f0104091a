using EdgeWatch.Local;

namespace EdgeWatch.Evaluation.Data;

/// <summary>What models/datasets.yaml says about the data sets; models/training reads the same file.</summary>
internal sealed class DataSetCatalogue
{
    public const string FileName = "datasets.yaml";

    private readonly Dictionary<string, DataSetEntry> _entries;

    private DataSetCatalogue(Dictionary<string, DataSetEntry> entries) => _entries = entries;

    public static DataSetCatalogue Empty { get; } = new([]);

    public IReadOnlyCollection<DataSetEntry> Entries => _entries.Values;

    /// <summary>The file beside the models; empty where there is none.</summary>
    public static DataSetCatalogue OfModels()
    {
        var file = Models.Catalogue().Roots.Select(root => Path.Combine(root, FileName)).FirstOrDefault(File.Exists);
        return file is null ? Empty : Read(file);
    }

    /// <summary>Reads such a file.</summary>
    /// <exception cref="DataSetException">It is not of the form that its head describes.</exception>
    public static DataSetCatalogue Read(string file)
    {
        var sets = YamlText.Load(file).Mapping("sets");
        var entries = sets.Keys.Select(name => ReadEntry(name, sets.Mapping(name)));
        return new(entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal));
    }

    public DataSetEntry? Find(string name) => _entries.GetValueOrDefault(name);

    /// <summary>What the names of a data set mean: by its entry, or themselves where there is none.</summary>
    public ClassMap MapOf(string name) => Find(name) is { } entry ? ClassMap.Of(entry) : ClassMap.Same;

    private static DataSetEntry ReadEntry(string name, YamlText entry)
    {
        entry.AllowOnly("source", "licence", "use", "kind", "names", "others", "gaps", "note");
        var names = entry.Mapping("names");
        return new DataSetEntry
        {
            Name = name,
            Place = entry.Place,
            Source = entry.Text("source"),
            Licence = entry.Text("licence"),
            MayTrain = entry.Choice("use", "train", "evaluate") == "train",
            OfPictures = entry.Choice("kind", "boxes", "pictures") == "pictures",
            Names = names.Keys.ToDictionary(own => own, own => names.Text(own), StringComparer.Ordinal),
            LeaveOthersOut = entry.Has("others") && entry.Choice("others", ClassMap.LeaveOut) == ClassMap.LeaveOut,
            Gaps = entry.Has("gaps") ? entry.List("gaps") : [],
        };
    }
}

/// <summary>One data set of models/datasets.yaml.</summary>
internal sealed record DataSetEntry
{
    /// <summary>Name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>File and line, for messages.</summary>
    public required string Place { get; init; }

    public required string Source { get; init; }

    public required string Licence { get; init; }

    /// <summary>False: it serves evaluation only.</summary>
    public required bool MayTrain { get; init; }

    /// <summary>True: one label for a whole picture, no boxes.</summary>
    public required bool OfPictures { get; init; }

    /// <summary>Own name → class, <see cref="ClassMap.Ignore"/> or <see cref="ClassMap.LeaveOut"/>.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    public required bool LeaveOthersOut { get; init; }

    /// <summary>Classes that are labelled only in part.</summary>
    public required IReadOnlyList<string> Gaps { get; init; }
}
