using System.Globalization;
using EdgeWatch.CaseBridge.Calendar;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Tests.Cities;

namespace EdgeWatch.CaseBridge.Tests.Calendar;

/// <summary>The worked examples of docs/calendar.md, and what no example can show.</summary>
public class DeadlineTests
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private static readonly City Example = new(ExampleCity.Options);

    public static TheoryData<string[]> Examples => [.. MarkdownTable.Rows("docs/calendar.md", "Worked examples")];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_worked_example_of_the_document_is_due_when_it_says(string[] example)
    {
        TimeLimit.TryParse(example[0], out var limit).ShouldBeTrue();
        var start = At(example[1]);
        Suspension[] suspensions = example[2].Length == 0 ? [] : [Suspended(example[2])];

        var reading = Example.Clock.Read(limit, start, suspensions, start);

        if (example[3] == "paused")
        {
            (reading.State, reading.DueAt).ShouldBe((ClockState.Paused, null));
            return;
        }

        reading.DueAt.ShouldBe(At(example[3].Replace(" (provisional)", "", StringComparison.Ordinal)));
        reading.IsProvisional.ShouldBe(example[3].EndsWith("(provisional)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_clock_runs_warns_stands_still_and_passes()
    {
        var limit = new TimeLimit(4, LimitKind.WorkingHours);
        var start = At("2026-11-02 09:00");
        Suspension[] noon = [new(At("2026-11-02 11:00"), At("2026-11-02 15:00"))];

        ClockReading Read(string now) => Example.Clock.Read(limit, start, noon, At(now));

        Read("2026-11-02 10:00").ShouldBe(new ClockReading(ClockState.Running, At("2026-11-02 17:00"), 0.25, IsProvisional: false));
        Read("2026-11-02 14:30").ShouldBe(new ClockReading(ClockState.Paused, At("2026-11-02 17:00"), 0.5, IsProvisional: false));
        Read("2026-11-02 16:00").State.ShouldBe(ClockState.DueSoon);
        Read("2026-11-02 17:00").State.ShouldBe(ClockState.DueSoon);
        Read("2026-11-02 17:01").State.ShouldBe(ClockState.Overdue);
        Read("2026-11-03 09:00").Used.ShouldBe(1.5);
    }

    [Fact]
    public void Suspensions_that_overlap_or_lie_before_the_start_are_counted_once()
    {
        var limit = new TimeLimit(6, LimitKind.Hours);
        Suspension[] untidy =
        [
            new(At("2026-11-02 12:00"), At("2026-11-02 14:00")), new(At("2026-11-01 12:00"), At("2026-11-02 08:30")), new(At("2026-11-02 11:00"), At("2026-11-02 13:00")),
            new(At("2026-10-30 12:00"), At("2026-10-30 13:00")), new(At("2026-11-02 12:30"), At("2026-11-02 12:40")),
        ];

        // 08:00 to 08:30 and 11:00 to 14:00 do not count.
        Example.Clock.Read(limit, At("2026-11-02 08:00"), untidy, At("2026-11-02 08:00")).DueAt.ShouldBe(At("2026-11-02 17:30"));
    }

    [Fact]
    public void An_overdue_case_stays_overdue_when_it_is_suspended_afterwards()
    {
        var reading = Example.Clock.Read(new TimeLimit(1, LimitKind.Hours), At("2026-11-02 09:00"), [new(At("2026-11-02 11:00"), null)], At("2026-11-02 12:00"));

        (reading.State, reading.DueAt).ShouldBe((ClockState.Overdue, At("2026-11-02 10:00")));
    }

    [Theory]
    [InlineData("2紧急工作时", "2026-11-02 11:00")]
    [InlineData("2工作时", "2026-11-02 11:00")]
    [InlineData("6工作时", "2026-11-02 17:00")]
    [InlineData("1工作日", "2026-11-03 09:00")]
    [InlineData("1.5工作日", "2026-11-03 15:00")]
    [InlineData("24小时", "2026-11-03 09:00")]
    [InlineData("3天", "2026-11-05 09:00")]
    public void A_limit_runs_to_its_last_microsecond_from_the_moment_of_filing(string text, string due)
    {
        // The store keeps microseconds. A case filed so many after a whole millisecond was due up to half a millisecond before its limit had run.
        TimeLimit.TryParse(text, out var limit).ShouldBeTrue();
        foreach (var after in new[] { 373, 500, 627, 999_999 })
        {
            var start = At("2026-11-02 09:00").AddMicroseconds(after);
            var reading = Example.Clock.Read(limit, start, [], start);

            reading.DueAt.ShouldBe(At(due).AddMicroseconds(after));
            Example.Clock.Read(limit, start, [], reading.DueAt!.Value).State.ShouldBe(ClockState.DueSoon);
            Example.Clock.Read(limit, start, [], reading.DueAt!.Value.AddMicroseconds(1)).State.ShouldBe(ClockState.Overdue);
        }
    }

    [Fact]
    public void A_suspension_puts_the_due_time_off_by_its_own_microseconds()
    {
        var start = At("2026-11-02 09:00").AddMicroseconds(123_457);
        var from = At("2026-11-02 09:07").AddMicroseconds(7);
        var until = At("2026-11-02 10:30").AddMicroseconds(891);

        foreach (var kind in new[] { LimitKind.Hours, LimitKind.WorkingHours })
            Example.Clock.Read(new TimeLimit(1, kind), start, [new(from, until)], start).DueAt.ShouldBe(start.AddHours(1) + (until - from));
    }

    [Fact]
    public void Working_time_agrees_with_a_count_of_minutes_over_the_whole_year()
    {
        var random = new Random(20261001);
        for (var round = 0; round < 60; round++)
        {
            var from = At("2026-01-01 00:00").AddMinutes(random.Next(340 * 24 * 60));
            var minutes = random.Next(1, 40 * 60);
            var end = Example.Calendar.Add(from, TimeSpan.FromMinutes(minutes));

            CountMinutes(from, end).ShouldBe(minutes, $"{from:u} + {minutes} min");
            Example.Calendar.IsWorking(end.AddMinutes(-1)).ShouldBeTrue();
            Example.Calendar.Between(from, end).ShouldBe(TimeSpan.FromMinutes(minutes));
            var days = Example.Calendar.DaysBetween(from, end);
            Example.Calendar.AddDays(from, days).ShouldBe(end, TimeSpan.FromMilliseconds(1));
        }
    }

    [Theory]
    [InlineData("2紧急工作时", "2紧急工作时")]
    [InlineData("2 urgent hours", "2紧急工作时")]
    [InlineData("1个工作日", "1工作日")]
    [InlineData("1.5 working days", "1.5工作日")]
    [InlineData("24 hours", "24小时")]
    [InlineData("3天", "3日")]
    public void Limits_are_read_in_Chinese_and_English(string text, string limit)
    {
        TimeLimit.TryParse(text, out var read).ShouldBeTrue();
        read.ToString().ShouldBe(limit);
    }

    [Theory]
    [InlineData("0工作时")]
    [InlineData("soon")]
    [InlineData("4")]
    [InlineData("4 weeks")]
    [InlineData("1.2.3小时")]
    public void What_is_no_limit_is_refused(string text) => TimeLimit.TryParse(text, out _).ShouldBeFalse();

    /// <summary>The slow way: looks at each minute by what the document says, without the code under test.</summary>
    private static int CountMinutes(DateTimeOffset from, DateTimeOffset until)
    {
        var holidays = MarkdownTable.Rows("docs/calendar.md", "Public holidays of 2026");
        var off = holidays.SelectMany(row => Enumerable.Range(0, 31).Select(step => Date(row[1]).AddDays(step)).Where(day => day <= Date(row[2]))).ToHashSet();
        var worked = holidays.SelectMany(row => row[3].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(Date).ToHashSet();
        var count = 0;
        for (var at = from.ToOffset(China).DateTime; at < until.ToOffset(China).DateTime; at = at.AddMinutes(1))
        {
            var day = DateOnly.FromDateTime(at);
            if (!worked.Contains(day) && (off.Contains(day) || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday))
                continue;
            var summer = at.Month is >= 6 and <= 9;
            var minute = (at.Hour * 60) + at.Minute;
            if (minute is >= 480 and < 720 || (summer ? minute is >= 870 and < 1110 : minute is >= 840 and < 1080))
                count++;
        }

        return count;
    }

    private static Suspension Suspended(string text)
    {
        var ends = text.Split('–', StringSplitOptions.TrimEntries);
        return new Suspension(At(ends[0]), ends[1].Length == 0 ? null : At(ends[1]));
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), China);
}
