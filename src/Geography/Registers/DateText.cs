using System.Globalization;

namespace EdgeWatch.Geography.Registers;

/// <summary>Days as registers write them.</summary>
internal static class DateText
{
    private static readonly string[] Forms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日", "yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm"];

    /// <summary>Reads the days between which a row holds; adds a defect where they are none.</summary>
    public static Validity Read(RegisterRow row, string id, List<Defect> defects)
    {
        var valid = new Validity(Read(row, Column.ValidFrom, id, defects), Read(row, Column.ValidUntil, id, defects));
        if (valid is { From: { } from, Until: { } until } && until <= from)
            defects.Add(new Defect(row.Line, id, DefectKind.ValueWrong, $"{from:yyyy-MM-dd} to {until:yyyy-MM-dd}", "ends before it begins; the last date is the first day on which the entry no longer holds"));
        return valid;
    }

    private static DateOnly? Read(RegisterRow row, Column column, string id, List<Defect> defects)
    {
        if (row[column] is not { } text)
            return null;
        if (DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return DateOnly.FromDateTime(day);
        defects.Add(new Defect(row.Line, id, DefectKind.ValueWrong, text, "is no date; write 2026-07-01"));
        return null;
    }
}
