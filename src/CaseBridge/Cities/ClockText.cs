using System.Globalization;
using EdgeWatch.CaseBridge.Calendar;

namespace EdgeWatch.CaseBridge.Cities;

/// <summary>Days and hours as a city profile writes them.</summary>
internal static class ClockText
{
    public static bool TryDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>Month and day; any year holds it, so 02-29 is none.</summary>
    public static bool TryDayOfYear(string text, out DateOnly day) => TryDay($"2025-{text}", out day);

    /// <summary>Spans such as 08:00-12:00, in order and apart.</summary>
    public static bool TryHours(IReadOnlyList<string> texts, out DayHours hours)
    {
        var spans = new List<(TimeSpan From, TimeSpan Until)>();
        foreach (var text in texts)
        {
            if (text.Split('-') is not [var first, var second] || !TryTime(first, out var from) || !TryTime(second, out var until) || until <= from || (spans.Count > 0 && from <= spans[^1].Until))
            {
                hours = new DayHours();
                return false;
            }

            spans.Add((from, until));
        }

        hours = new DayHours(spans);
        return spans.Count > 0;
    }

    private static bool TryTime(string text, out TimeSpan time)
    {
        time = TimeSpan.FromDays(1);
        return text.Trim() == "24:00" || TimeSpan.TryParseExact(text.Trim(), @"hh\:mm", CultureInfo.InvariantCulture, out time);
    }
}
