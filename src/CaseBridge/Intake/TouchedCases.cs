namespace EdgeWatch.CaseBridge.Intake;

/// <summary>Cases that were opened or changed and are not committed yet, found as the store would find them once they are written.</summary>
internal sealed class TouchedCases
{
    private static readonly List<CaseEntry> None = [];
    private readonly HashSet<CaseEntry> _known = [];
    private readonly Dictionary<long, List<CaseEntry>> _byStrip = [];
    private readonly Dictionary<string, List<CaseEntry>> _byComponent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CaseEntry>> _bySource = new(StringComparer.Ordinal);

    public bool Contains(CaseEntry entry) => _known.Contains(entry);

    /// <summary>Adds the case; one that was added before is found where it has moved to, and by whom else it was reported, too.</summary>
    public void Add(CaseEntry entry)
    {
        var isFirst = _known.Add(entry);
        if (isFirst || entry.HasMoved)
        {
            if (entry.Known.Lat is { } lat)
                Add(_byStrip, NearArea.StripOf(lat), entry, isFirst);
            if (entry.Known.Component is { } component)
                Add(_byComponent, component, entry, isFirst);
        }

        foreach (var finding in entry.Findings)
        {
            if (isFirst || finding.IsNew)
                Add(_bySource, finding.Row.Source, entry, isFirst: false);
        }
    }

    /// <summary>Adds to what was found elsewhere.</summary>
    public void AddNear(NearArea area, HashSet<CaseEntry> found)
    {
        // A strip is as wide as the city: what lies elsewhere in it is left out before anything else.
        foreach (var strip in area.Strips)
        {
            foreach (var entry in Of(_byStrip, strip))
            {
                if (area.IsAround(entry.Known))
                    AddRecent(entry);
            }
        }

        foreach (var source in area.Sources)
            Of(_bySource, source).ForEach(AddRecent);
        if (area.Component is { } component)
            Of(_byComponent, component).ForEach(AddRecent);

        void AddRecent(CaseEntry entry)
        {
            if (area.IsRecent(entry.Known))
                found.Add(entry);
        }
    }

    private static List<CaseEntry> Of<TKey>(Dictionary<TKey, List<CaseEntry>> index, TKey key)
        where TKey : notnull => index.TryGetValue(key, out var there) ? there : None;

    private static void Add<TKey>(Dictionary<TKey, List<CaseEntry>> index, TKey key, CaseEntry entry, bool isFirst)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var there))
            index[key] = there = [];
        if (isFirst || !there.Contains(entry))
            there.Add(entry);
    }
}
