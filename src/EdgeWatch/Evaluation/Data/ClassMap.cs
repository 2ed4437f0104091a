namespace EdgeWatch.Evaluation.Data;

/// <summary>What the own names of a data set mean: the entry of models/datasets.yaml, and on top of it what the command line says.</summary>
internal sealed class ClassMap
{
    /// <summary>A name that marks regions in which nothing is judged.</summary>
    public const string Ignore = "ignore";

    /// <summary>A name that leads to no class of ours.</summary>
    public const string LeaveOut = "leave-out";

    private readonly Dictionary<string, string> _names;
    private readonly Func<string, string> _others;

    private ClassMap(IReadOnlyDictionary<string, string> names, Func<string, string> others, IReadOnlyList<string> gaps) =>
        (_names, _others, Gaps) = (new(names, StringComparer.Ordinal), others, gaps);

    /// <summary>Classes that the data set labels only in part.</summary>
    public IReadOnlyList<string> Gaps { get; }

    /// <summary>Every name means itself: for data sets that already speak our words.</summary>
    public static ClassMap Same { get; } = new(new Dictionary<string, string>(), own => own, []);

    /// <summary>As an entry says; a name that it does not list is an error, unless others are left out.</summary>
    public static ClassMap Of(DataSetEntry entry) => new(
        entry.Names,
        own => entry.LeaveOthersOut ? LeaveOut : throw new DataSetException(
            $"{entry.Place}: the data set {entry.Name} has a class \"{own}\", which 'names' does not list; say what it means there (a class of ours, {Ignore} or {LeaveOut}), or give --map {own}=…"),
        entry.Gaps);

    /// <summary>The same with some names told anew.</summary>
    public ClassMap With(IReadOnlyDictionary<string, string> names)
    {
        var all = new Dictionary<string, string>(_names, StringComparer.Ordinal);
        foreach (var (own, meaning) in names)
            all[own] = meaning;
        return new(all, _others, Gaps);
    }

    public Meaning Of(string own) => (_names.GetValueOrDefault(own) ?? _others(own)) switch
    {
        Ignore => new(MeaningKind.Ignore, null),
        LeaveOut => new(MeaningKind.LeaveOut, null),
        var name => new(MeaningKind.Class, name),
    };

    /// <summary>Reads <c>van=car,container-truck=truck</c>.</summary>
    /// <exception cref="DataSetException">A part is not of that form.</exception>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> texts)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (part.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } own, { Length: > 0 } meaning])
                throw new DataSetException($"--map: \"{part}\" is not of the form OWN=CLASS; for instance --map van=car,grate={Ignore}");
            names[own] = meaning;
        }

        return names;
    }
}

/// <summary>What one of a data set's own names means.</summary>
/// <param name="Kind">Whether it is judged.</param>
/// <param name="Class">The class, as in the manifests; null where there is none.</param>
internal readonly record struct Meaning(MeaningKind Kind, string? Class);

/// <summary>Whether a label is judged.</summary>
internal enum MeaningKind
{
    /// <summary>It is one of our classes.</summary>
    Class,

    /// <summary>Nothing is judged where it lies.</summary>
    Ignore,

    /// <summary>As if it were not there.</summary>
    LeaveOut,
}
