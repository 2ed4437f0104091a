using EdgeWatch.CaseBridge.Calendar;

namespace EdgeWatch.CaseBridge.Cities;

/// <summary>Makes the working calendar of a checked profile.</summary>
internal static class CityCalendar
{
    public static WorkingCalendar Of(CalendarOptions options)
    {
        var usual = Hours(options.Hours);
        var seasons = options.Seasons.Select(season => (First: DayOfYear(season.First), Last: DayOfYear(season.Last), Hours: Hours(season.Hours))).ToArray();
        return new WorkingCalendar(
            options.UtcOffset,
            day =>
            {
                foreach (var season in seasons)
                {
                    if (Holds(season.First, season.Last, (day.Month, day.Day)))
                        return season.Hours;
                }

                return usual;
            },
            options.Holidays.SelectMany(Days),
            options.Holidays.SelectMany(holiday => holiday.Workdays).Select(Day),
            // New Year's days off may begin in December: the year that a holiday ends in is the one that its notice is for.
            options.Holidays.Select(holiday => Day(holiday.Last).Year));
    }

    /// <summary>The days off of a holiday.</summary>
    public static IEnumerable<DateOnly> Days(HolidayOptions holiday)
    {
        for (var day = Day(holiday.First); day <= Day(holiday.Last); day = day.AddDays(1))
            yield return day;
    }

    private static bool Holds((int Month, int Day) first, (int Month, int Day) last, (int Month, int Day) day) =>
        first.CompareTo(last) <= 0 ? day.CompareTo(first) >= 0 && day.CompareTo(last) <= 0 : day.CompareTo(first) >= 0 || day.CompareTo(last) <= 0;

    private static DateOnly Day(string text) => ClockText.TryDay(text, out var day) ? day : throw new ArgumentException($"'{text}' is no day; the profile was not checked");

    private static (int Month, int Day) DayOfYear(string text) =>
        ClockText.TryDayOfYear(text, out var day) ? (day.Month, day.Day) : throw new ArgumentException($"'{text}' is no day of the year; the profile was not checked");

    private static DayHours Hours(string[] texts) => ClockText.TryHours(texts, out var hours) ? hours : throw new ArgumentException($"'{string.Join(", ", texts)}' are no hours; the profile was not checked");
}
