using NetTopologySuite.Geometries;

namespace EdgeWatch.Geography.Registers;

/// <summary>One entry as it stands in its file, before any check.</summary>
/// <param name="Line">1-based line on which it begins.</param>
/// <param name="Values">One for each <see cref="Column"/>; null where it is absent or empty.</param>
/// <param name="Shape">Geometry in the file's own system; null where it has none.</param>
/// <param name="Trouble">Why it cannot be read, as a sentence with the remedy; null where it can.</param>
internal readonly record struct RegisterRow(long Line, string?[] Values, Geometry? Shape, string? Trouble)
{
    public string? this[Column column] => Values[(int)column];

    public static RegisterRow Broken(long line, string trouble) => new(line, new string?[Columns.Count], null, trouble);
}
