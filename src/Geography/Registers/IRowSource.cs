namespace EdgeWatch.Geography.Registers;

/// <summary>
/// A file format of registers. An implementer reads forward once and keeps no more than one entry in memory; what it cannot read it gives as a row with its trouble,
/// and goes on with the next where it can.
/// </summary>
internal interface IRowSource : IDisposable
{
    /// <summary>As reports call it: <c>CSV, GB18030</c>.</summary>
    string Format { get; }

    /// <summary>The reference system that the file itself states for all entries; null where it states none. Known before the first row.</summary>
    string? StatedSystem { get; }

    /// <summary>Columns found. Known before the first row for formats with a header; grows while reading for others.</summary>
    IReadOnlySet<Column> Found { get; }

    /// <summary>Headings that mean nothing here.</summary>
    IReadOnlySet<string> Unused { get; }

    IEnumerable<RegisterRow> Rows();
}
