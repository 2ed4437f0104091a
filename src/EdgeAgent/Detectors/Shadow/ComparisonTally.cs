namespace EdgeWatch.EdgeAgent.Shadow;

/// <summary>Counts of one class through one camera.</summary>
/// <param name="Camera">Camera id, or the name of a clip.</param>
/// <param name="Class">Class name.</param>
/// <param name="Both">Things that both models saw.</param>
/// <param name="Main">Things that only the model in force saw.</param>
/// <param name="Shadow">Things that only the tried model saw.</param>
internal sealed record ClassCount(string Camera, string Class, long Both, long Main, long Shadow)
{
    public long All => Both + Main + Shadow;

    /// <summary>Share of all things that both saw, 0..1; NaN where nothing was seen.</summary>
    public double Agreement => All == 0 ? double.NaN : (double)Both / All;
}

/// <summary>Adds up comparisons of looks. For one task at a time.</summary>
internal sealed class ComparisonTally
{
    private readonly SortedDictionary<(string Camera, string Class), ClassCount> _counts = [];

    /// <param name="looks">Looks compared before.</param>
    /// <param name="counts">Their counts.</param>
    public ComparisonTally(long looks = 0, IEnumerable<ClassCount>? counts = null)
    {
        Looks = looks;
        foreach (var count in counts ?? [])
            _counts[(count.Camera, count.Class)] = count;
    }

    /// <summary>Looks compared.</summary>
    public long Looks { get; private set; }

    /// <summary>By camera, then class.</summary>
    public IReadOnlyList<ClassCount> Counts => [.. _counts.Values];

    public void Add(string camera, IReadOnlyList<ComparedBox> boxes)
    {
        Looks++;
        foreach (var box in boxes)
        {
            var count = _counts.GetValueOrDefault((camera, box.Class)) ?? new ClassCount(camera, box.Class, 0, 0, 0);
            _counts[(camera, box.Class)] = box.By switch
            {
                SeenBy.Both => count with { Both = count.Both + 1 },
                SeenBy.Main => count with { Main = count.Main + 1 },
                _ => count with { Shadow = count.Shadow + 1 },
            };
        }
    }
}
