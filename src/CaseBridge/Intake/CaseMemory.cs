namespace EdgeWatch.CaseBridge.Intake;

/// <summary>
/// Cases with their findings as the store has them once all is committed that was decided on: what batches in a row have lately touched or been compared with, so that it need not be
/// read again. It holds as long as their decisions do (<see cref="Draft.Holds"/>); where somebody else has written, it goes with them.
/// </summary>
internal sealed class CaseMemory
{
    /// <summary>Two generations of at most so many and one batch: some 50 MB.</summary>
    private const int MostOfGeneration = 16_384;

    private Generation _latest = new();
    private Generation _earlier = new();

    /// <summary>Forgets what nobody has asked for while so many others were; between batches.</summary>
    public void LetGo()
    {
        if (_latest.Cases.Count >= MostOfGeneration)
            (_earlier, _latest) = (_latest, new Generation());
    }

    public CaseEntry? Case(string id)
    {
        if (!_latest.Cases.TryGetValue(id, out var entry) && _earlier.Cases.TryGetValue(id, out entry))
            Renew(entry);
        return entry;
    }

    /// <summary>A finding with its case.</summary>
    public (CaseEntry Case, CaseFinding Finding)? Finding(string incident)
    {
        if (_latest.Findings.TryGetValue(incident, out var found))
            return found;
        if (!_earlier.Findings.TryGetValue(incident, out found))
            return null;
        Renew(found.Case);
        return found;
    }

    public void Add(CaseEntry entry) => _latest.Cases[entry.Known.Id] = entry;

    public void Add(CaseEntry entry, CaseFinding finding) => _latest.Findings[finding.Row.Incident] = (entry, finding);

    private void Renew(CaseEntry entry)
    {
        Add(entry);
        foreach (var finding in entry.Findings)
            Add(entry, finding);
    }

    private sealed class Generation
    {
        public Dictionary<string, CaseEntry> Cases { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, (CaseEntry Case, CaseFinding Finding)> Findings { get; } = new(StringComparer.Ordinal);
    }
}
