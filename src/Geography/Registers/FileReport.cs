namespace EdgeWatch.Geography.Registers;

/// <summary>What came of one file.</summary>
public sealed class FileReport
{
    /// <summary>Of each kind so many defects are kept in full; all are counted.</summary>
    public const int DefectsKept = 1000;

    private readonly List<Defect> _defects = [];
    private readonly SortedDictionary<DefectKind, int> _counts = [];

    internal FileReport(string path, RegisterKind kind, string format) => (Path, Kind, Format) = (path, kind, format);

    /// <summary>As the caller named it.</summary>
    public string Path { get; }

    /// <summary>What it lists.</summary>
    public RegisterKind Kind { get; }

    /// <summary><c>CSV, GB18030</c>.</summary>
    public string Format { get; }

    /// <summary>The reference system that its coordinates were read in, or several.</summary>
    public string System { get; internal set; } = "";

    /// <summary>Entries in the file.</summary>
    public int Entries { get; internal set; }

    /// <summary>Entries that were taken.</summary>
    public int Kept { get; internal set; }

    /// <summary>Entries that were left out.</summary>
    public int Refused => Entries - Kept;

    /// <summary>Headings that mean nothing here and were not used.</summary>
    public IReadOnlyList<string> Unused { get; internal set; } = [];

    /// <summary>What holds of the file as a whole, as sentences: a system that was stated wrongly, a check that could not be made.</summary>
    public List<string> Advice { get; } = [];

    /// <summary>Defects by kind.</summary>
    public IReadOnlyDictionary<DefectKind, int> Counts => _counts;

    /// <summary>The first <see cref="DefectsKept"/> defects of each kind, in the order of the file.</summary>
    public IReadOnlyList<Defect> Defects => _defects;

    internal void Add(Defect defect)
    {
        var count = _counts[defect.Kind] = _counts.GetValueOrDefault(defect.Kind) + 1;
        if (count <= DefectsKept)
            _defects.Add(defect);
    }
}
