namespace EdgeWatch.CaseBridge.Intake;

/// <summary>Cases that were opened or changed and are not committed yet, found as the store would find them once they are written.</summary>
internal sealed class TouchedCases
{
    private readonly HashSet<CaseEntry> _known = [];
    private readonly Dictionary<long, List<CaseEntry>> _byStrip = [];
    private readonly Dictionary<string, List<CaseEntry>> _byComponent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CaseEntry>> _bySource = new(StringComparer.Ordinal);

    public bool Contains(CaseEntry entry) => _known.Contains(entry);

    /// <summary>Adds the case; one that was added before is found where it has moved to, too.</summary>
    public void Add(CaseEntry entry)
    {
        var isFirst = _known.Add(entry);
        if (entry.Known.Lat is { } lat)
            Add(_byStrip, NearArea.StripOf(lat), entry);
        if (entry.Known.Component is { } component)
            Add(_byComponent, component, entry);
        foreach (var finding in entry.Findings.Where(finding => isFirst || finding.IsNew))
            Add(_bySource, finding.Row.Source, entry);
    }

    public IEnumerable<CaseEntry> Near(NearArea area)
    {
        // A strip is as wide as the city: what lies elsewhere in it is left out before anything else.
        var found = new HashSet<CaseEntry>();
        foreach (var strip in area.Strips)
        {
            foreach (var entry in _byStrip.GetValueOrDefault(strip, []))
            {
                if (area.IsAround(entry.Known))
                    found.Add(entry);
            }
        }

        foreach (var source in area.Sources)
            found.UnionWith(_bySource.GetValueOrDefault(source, []));
        if (area.Component is { } component)
            found.UnionWith(_byComponent.GetValueOrDefault(component, []));
        return found.Where(entry => area.IsRecent(entry.Known));
    }

    private static void Add<TKey>(Dictionary<TKey, List<CaseEntry>> index, TKey key, CaseEntry entry)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var there))
            index[key] = there = [];
        if (!there.Contains(entry))
            there.Add(entry);
    }
}
