namespace EdgeWatch.CaseBridge.Calendar;

/// <summary>The working hours of one day: spans of local time, in order, that do not touch.</summary>
internal sealed class DayHours
{
    private readonly (TimeSpan From, TimeSpan Until)[] _spans;

    public DayHours(params IReadOnlyList<(TimeSpan From, TimeSpan Until)> spans)
    {
        _spans = [.. spans];
        Length = _spans.Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.Until - span.From));
    }

    /// <summary>Working time of a whole day.</summary>
    public TimeSpan Length { get; }

    public IReadOnlyList<(TimeSpan From, TimeSpan Until)> Spans => _spans;

    /// <summary>Working time between two times of one day.</summary>
    public TimeSpan Between(TimeSpan from, TimeSpan until)
    {
        var sum = TimeSpan.Zero;
        foreach (var span in _spans)
        {
            var (begin, end) = (span.From > from ? span.From : from, span.Until < until ? span.Until : until);
            if (end > begin)
                sum += end - begin;
        }

        return sum;
    }

    /// <summary>The time of day at which so much working time has passed since another; it must be there.</summary>
    public TimeSpan After(TimeSpan from, TimeSpan work)
    {
        foreach (var span in _spans)
        {
            var begin = span.From > from ? span.From : from;
            if (begin >= span.Until)
                continue;
            if (begin + work <= span.Until)
                return begin + work;
            work -= span.Until - begin;
        }

        throw new ArgumentOutOfRangeException(nameof(work), work, "the day has not so much working time left");
    }
}
