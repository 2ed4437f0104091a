namespace EdgeWatch.CaseBridge.Calendar;

/// <summary>A time in which the clock of a case stands still (挂账).</summary>
/// <param name="From">When it was suspended.</param>
/// <param name="Until">When it was taken up again; null: still suspended.</param>
internal readonly record struct Suspension(DateTimeOffset From, DateTimeOffset? Until);

/// <summary>How a clock stands.</summary>
internal enum ClockState
{
    /// <summary>There is time left.</summary>
    Running,

    /// <summary>There is time left, but less than the city wants to be warned of.</summary>
    DueSoon,

    /// <summary>Suspended; when it is due depends on when the case is taken up again.</summary>
    Paused,

    /// <summary>The limit has passed.</summary>
    Overdue,
}

/// <summary>What a clock shows.</summary>
/// <param name="State">How it stands.</param>
/// <param name="DueAt">When the limit passes, or passed; null while it is paused.</param>
/// <param name="Used">Share of the limit that is used, 0 and more; above 1 it is overdue.</param>
/// <param name="IsProvisional">Some year in it has no published holidays yet: the due time may move.</param>
internal readonly record struct ClockReading(ClockState State, DateTimeOffset? DueAt, double Used, bool IsProvisional);

/// <summary>Counts a limit from its start over suspensions. Pure: the same times give the same reading.</summary>
/// <param name="calendar">The city's working time.</param>
/// <param name="warnAt">Share of the limit from which it is due soon, 0..1.</param>
internal sealed class DeadlineClock(WorkingCalendar calendar, double warnAt)
{
    public ClockReading Read(TimeLimit limit, DateTimeOffset start, IReadOnlyList<Suspension> suspensions, DateTimeOffset now)
    {
        var used = 0.0;
        var (from, due) = (start, (DateTimeOffset?)null);
        foreach (var pause in limit.Kind == LimitKind.UrgentHours ? [] : Merge(start, suspensions))
        {
            var part = Measure(limit.Kind, from, pause.From);
            if (used + part >= limit.Count)
            {
                due = Advance(limit.Kind, from, limit.Count - used);
                break;
            }

            used += part;
            if (pause.Until is not { } until)
                return Reading(ClockState.Paused, null, limit, Used(limit, start, suspensions, now), start, now);
            from = until;
        }

        var dueAt = due ?? Advance(limit.Kind, from, limit.Count - used);
        var share = Used(limit, start, suspensions, now);
        var state = now > dueAt ? ClockState.Overdue
            : IsPaused(limit, suspensions, now) ? ClockState.Paused
            : share >= warnAt ? ClockState.DueSoon
            : ClockState.Running;
        return Reading(state, dueAt, limit, share, start, dueAt);
    }

    private ClockReading Reading(ClockState state, DateTimeOffset? due, TimeLimit limit, double used, DateTimeOffset start, DateTimeOffset end)
    {
        var counts = limit.Kind is LimitKind.WorkingHours or LimitKind.WorkingDays;
        return new ClockReading(state, due, used, counts && !(calendar.Knows(calendar.DayOf(start)) && calendar.Knows(calendar.DayOf(end))));
    }

    /// <summary>Share of the limit that has run until now.</summary>
    private double Used(TimeLimit limit, DateTimeOffset start, IReadOnlyList<Suspension> suspensions, DateTimeOffset now)
    {
        var (used, from) = (0.0, start);
        foreach (var pause in limit.Kind == LimitKind.UrgentHours ? [] : Merge(start, suspensions).Where(pause => pause.From < now))
        {
            used += Measure(limit.Kind, from, pause.From);
            from = pause.Until is { } until && until < now ? until : now;
        }

        return (used + Measure(limit.Kind, from, now)) / limit.Count;
    }

    private static bool IsPaused(TimeLimit limit, IReadOnlyList<Suspension> suspensions, DateTimeOffset now) =>
        limit.Kind != LimitKind.UrgentHours && suspensions.Any(pause => pause.From <= now && (pause.Until is not { } until || now < until));

    /// <summary>Suspensions after the start, in order, overlapping ones as one.</summary>
    private static List<Suspension> Merge(DateTimeOffset start, IReadOnlyList<Suspension> suspensions)
    {
        var merged = new List<Suspension>();
        foreach (var pause in suspensions.Where(pause => pause.Until is not { } until || (until > start && until > pause.From)).OrderBy(pause => pause.From))
        {
            var from = pause.From < start ? start : pause.From;
            if (merged.Count > 0 && (merged[^1].Until is not { } end || from <= end))
                merged[^1] = merged[^1] with { Until = merged[^1].Until is { } last && pause.Until is { } until ? (until > last ? until : last) : null };
            else
                merged.Add(new Suspension(from, pause.Until));
        }

        return merged;
    }

    private double Measure(LimitKind kind, DateTimeOffset from, DateTimeOffset until) => until <= from ? 0 : kind switch
    {
        LimitKind.WorkingHours => calendar.Between(from, until).TotalHours,
        LimitKind.WorkingDays => calendar.DaysBetween(from, until),
        LimitKind.Days => (until - from).TotalDays,
        _ => (until - from).TotalHours,
    };

    private DateTimeOffset Advance(LimitKind kind, DateTimeOffset from, double count) => ToMicrosecond(calendar.Local(kind switch
    {
        LimitKind.WorkingHours => calendar.Add(from, TimeSpan.FromHours(count)),
        LimitKind.WorkingDays => calendar.AddDays(from, count),
        LimitKind.Days => from.AddDays(count),
        _ => from.AddHours(count),
    }));

    /// <summary>
    /// Counts are doubles, and their last digits no time of anybody's: it is rounded, to what the moment of filing is kept in. Anything coarser would be due a hair before the limit has run.
    /// </summary>
    private static DateTimeOffset ToMicrosecond(DateTimeOffset at)
    {
        var ticks = (at.Ticks + (TimeSpan.TicksPerMicrosecond / 2)) / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond;
        return new DateTimeOffset(ticks, at.Offset);
    }
}
