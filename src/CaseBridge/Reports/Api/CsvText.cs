using System.Text;

namespace EdgeWatch.CaseBridge.Reports.Api;

/// <summary>Tables as CSV (RFC 4180), in UTF-8 with a byte order mark, without which Excel takes Chinese for another encoding.</summary>
internal static class CsvText
{
    /// <summary>Characters with which a spreadsheet takes a cell for a formula and runs it (OWASP, CSV injection); names of cameras and codes come from outside.</summary>
    private const string Formulas = "=+-@\t\r";

    public static byte[] Write(ReportTable table)
    {
        var text = new StringBuilder();
        foreach (var row in table.Rows.Prepend(table.Heads))
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    public static string Cell(string value)
    {
        // A space or a full-width sign before the formula hides it from the eye, not from every spreadsheet.
        var safe = value.AsSpan().TrimStart() is [var first, ..] && (Formulas.Contains(first) || first is '＝' or '＋' or '－' or '＠') || value is ['\t' or '\r' or '\n', ..] ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"")}\"";
    }
}
