namespace EdgeWatch.CaseBridge.Calendar;

/// <summary>
/// A city's working time: its hours, weekends, public holidays and the weekend days that are worked in their place (调休). Pure; times come in and go out as instants,
/// days and hours are the city's own.
/// </summary>
internal sealed class WorkingCalendar
{
    private readonly TimeSpan _utcOffset;
    private readonly Func<DateOnly, DayHours> _hours;
    private readonly HashSet<DateOnly> _holidays;
    private readonly HashSet<DateOnly> _workdays;
    private readonly HashSet<int> _years;

    /// <param name="utcOffset">Local time less UTC; one the whole year, as in China.</param>
    /// <param name="hours">Hours of a working day; every day of the year has some.</param>
    /// <param name="holidays">Days off besides weekends.</param>
    /// <param name="workdays">Saturdays and Sundays that are worked.</param>
    /// <param name="years">Years whose holidays are known.</param>
    public WorkingCalendar(TimeSpan utcOffset, Func<DateOnly, DayHours> hours, IEnumerable<DateOnly> holidays, IEnumerable<DateOnly> workdays, IEnumerable<int> years)
    {
        (_utcOffset, _hours) = (utcOffset, hours);
        (_holidays, _workdays, _years) = ([.. holidays], [.. workdays], [.. years]);
    }

    /// <summary>Whether the holidays of the day's year are known; else it is counted by weekends alone, and a deadline there is provisional.</summary>
    public bool Knows(DateOnly day) => _years.Contains(day.Year);

    public bool IsWorkingDay(DateOnly day) => _workdays.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.Contains(day));

    /// <summary>The day in the city.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(_utcOffset).DateTime);

    /// <summary>The instant in the city's own time.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(_utcOffset);

    /// <summary>Whether work is done at the instant; the end of a span is no longer work.</summary>
    public bool IsWorking(DateTimeOffset at)
    {
        var time = Local(at).TimeOfDay;
        return IsWorkingDay(DayOf(at)) && _hours(DayOf(at)).Spans.Any(span => time >= span.From && time < span.Until);
    }

    /// <summary>Working time between two instants; zero where the second is not later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset until) => Sum(from, until, (hours, begin, end) => hours.Between(begin, end));

    /// <summary>The instant at which so much working time has passed.</summary>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan work)
    {
        var (day, time) = (DayOf(from), Local(from).TimeOfDay);
        while (true)
        {
            var left = LeftOf(day, time);
            if (left >= work && left > TimeSpan.Zero)
                return At(day, _hours(day).After(time, work));
            work -= left;
            (day, time) = (day.AddDays(1), TimeSpan.Zero);
        }
    }

    /// <summary>Working days between two instants, each counted by the share of its own hours.</summary>
    public double DaysBetween(DateTimeOffset from, DateTimeOffset until)
    {
        var days = 0.0;
        for (var day = DayOf(from); until > from && day <= DayOf(until); day = day.AddDays(1))
            days += Share(day, from, until);
        return days;
    }

    /// <summary>
    /// The instant at which so many working days have passed: one that begins at 10:00 ends at 10:00 of the next working day; one that begins outside working time begins with
    /// the next working day and ends with its last hour.
    /// </summary>
    public DateTimeOffset AddDays(DateTimeOffset from, double days)
    {
        var (day, time) = (DayOf(from), Local(from).TimeOfDay);
        while (true)
        {
            var length = _hours(day).Length;
            var left = LeftOf(day, time);
            // Shares of days are sums of doubles: a billionth of a day is less than a millisecond.
            if (left > TimeSpan.Zero && (left / length) + 1e-9 >= days)
                return At(day, _hours(day).After(time, Least(left, length * days)));
            days -= left / length;
            (day, time) = (day.AddDays(1), TimeSpan.Zero);
        }
    }

    private double Share(DateOnly day, DateTimeOffset from, DateTimeOffset until)
    {
        if (!IsWorkingDay(day))
            return 0;
        var hours = _hours(day);
        return hours.Between(day == DayOf(from) ? Local(from).TimeOfDay : TimeSpan.Zero, day == DayOf(until) ? Local(until).TimeOfDay : TimeSpan.FromDays(1)) / hours.Length;
    }

    private TimeSpan Sum(DateTimeOffset from, DateTimeOffset until, Func<DayHours, TimeSpan, TimeSpan, TimeSpan> measure)
    {
        var sum = TimeSpan.Zero;
        for (var day = DayOf(from); until > from && day <= DayOf(until); day = day.AddDays(1))
        {
            if (IsWorkingDay(day))
                sum += measure(_hours(day), day == DayOf(from) ? Local(from).TimeOfDay : TimeSpan.Zero, day == DayOf(until) ? Local(until).TimeOfDay : TimeSpan.FromDays(1));
        }

        return sum;
    }

    private TimeSpan LeftOf(DateOnly day, TimeSpan time) => IsWorkingDay(day) ? _hours(day).Between(time, TimeSpan.FromDays(1)) : TimeSpan.Zero;

    private DateTimeOffset At(DateOnly day, TimeSpan time) => new(day.ToDateTime(TimeOnly.MinValue) + time, _utcOffset);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
