using System.Globalization;
using System.Text;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>One cell of the daily facts.</summary>
internal readonly record struct FactCell(string Measure, long Day, long Key);

/// <summary>What one subject has put into the daily facts, as text: <c>measure day key count;…</c>, in order, so that the same facts are the same text.</summary>
internal static class FactShare
{
    public static string Write(IEnumerable<KeyValuePair<FactCell, long>> counts)
    {
        var text = new StringBuilder();
        foreach (var (cell, count) in counts.OrderBy(pair => pair.Key.Measure, StringComparer.Ordinal).ThenBy(pair => pair.Key.Day).ThenBy(pair => pair.Key.Key))
            text.Append(CultureInfo.InvariantCulture, $"{cell.Measure} {cell.Day} {cell.Key} {count};");
        return text.ToString();
    }

    public static IEnumerable<KeyValuePair<FactCell, long>> Read(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part =>
    {
        var fields = part.Split(' ');
        return KeyValuePair.Create(new FactCell(fields[0], Number(fields[1]), Number(fields[2])), Number(fields[3]));
    });

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
