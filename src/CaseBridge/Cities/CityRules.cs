using EdgeWatch.CaseBridge.Calendar;
using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Reports.Indices;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Cities;

/// <summary>What no single key of a city profile can tell: days that are none, classes that no catalogue has, rules that say nothing.</summary>
internal static class CityRules
{
    public static IEnumerable<CityProblem> Check(CityOptions city) =>
    [
        .. CheckStandard("standard", city.Standard),
        .. city.SecondStandard is { } second ? CheckStandard("secondStandard", second) : [],
        .. city.SecondStandard == city.Standard && city.Standard.Length > 0 ? [new CityProblem("secondStandard", city.SecondStandard, "is the first one again; leave it out, or name the other standard in use")] : Array.Empty<CityProblem>(),
        .. CheckCalendar(city.Calendar),
        .. CheckSameness("sameness", city.Sameness),
        .. CheckRecheck(city.Recheck),
        .. IndexRules.Check(city.Indices),
        .. city.Extensions.SelectMany((extension, index) => CheckExtension($"extensions[{index}]", extension, city)),
        .. city.Rules.SelectMany((rule, index) => CheckRule($"rules[{index}]", rule, city)),
    ];

    private static IEnumerable<CityProblem> CheckStandard(string key, string standard)
    {
        if (standard.Length > 0 && Standards.Find(standard) is null)
            yield return new CityProblem(key, standard, $"write one of {string.Join(", ", Standards.All.Select(known => known.Name))}");
    }

    private static IEnumerable<CityProblem> CheckCalendar(CalendarOptions calendar)
    {
        if (calendar.UtcOffset < TimeSpan.Zero || calendar.UtcOffset > TimeSpan.FromHours(14))
            yield return new CityProblem("calendar.utcOffset", calendar.UtcOffset.ToString(), "write the hours by which local time is ahead of UTC, such as 8h");
        if (!ClockText.TryHours(calendar.Hours, out _))
            yield return new CityProblem("calendar.hours", string.Join(", ", calendar.Hours), "write spans in order, such as [\"08:00-12:00\", \"14:00-18:00\"]");
        foreach (var (season, index) in calendar.Seasons.Select((season, index) => (season, index)))
        {
            var key = $"calendar.seasons[{index}]";
            if (!ClockText.TryDayOfYear(season.First, out _))
                yield return new CityProblem($"{key}.first", season.First, "write month and day, such as 06-01");
            if (!ClockText.TryDayOfYear(season.Last, out _))
                yield return new CityProblem($"{key}.last", season.Last, "write month and day, such as 09-30");
            if (!ClockText.TryHours(season.Hours, out _))
                yield return new CityProblem($"{key}.hours", string.Join(", ", season.Hours), "write spans in order, such as [\"08:00-12:00\", \"15:00-18:30\"]");
        }

        var off = calendar.Holidays.Where(holiday => ClockText.TryDay(holiday.First, out _) && ClockText.TryDay(holiday.Last, out _)).SelectMany(CityCalendar.Days).ToHashSet();
        foreach (var problem in calendar.Holidays.SelectMany((holiday, index) => CheckHoliday($"calendar.holidays[{index}]", holiday, off)))
            yield return problem;
    }

    private static IEnumerable<CityProblem> CheckHoliday(string key, HolidayOptions holiday, HashSet<DateOnly> off)
    {
        if (!ClockText.TryDay(holiday.First, out var first))
            yield return new CityProblem($"{key}.first", holiday.First, "write a day such as 2026-10-01");
        if (!ClockText.TryDay(holiday.Last, out var last))
            yield return new CityProblem($"{key}.last", holiday.Last, "write a day such as 2026-10-07");
        else if (last < first || last.DayNumber - first.DayNumber > 31)
            yield return new CityProblem($"{key}.last", holiday.Last, $"is before, or more than a month after, {holiday.First}; write the last day off");
        foreach (var (text, index) in holiday.Workdays.Select((text, index) => (text, index)))
        {
            if (!ClockText.TryDay(text, out var day))
                yield return new CityProblem($"{key}.workdays[{index}]", text, "write a day such as 2026-10-10");
            else if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                yield return new CityProblem($"{key}.workdays[{index}]", text, $"is a {day.DayOfWeek}, which is worked anyway; write the Saturday or Sunday that is worked for the holiday");
            else if (off.Contains(day))
                yield return new CityProblem($"{key}.workdays[{index}]", text, "is a day off of a holiday as well; one of the two is wrong");
        }
    }

    private static IEnumerable<CityProblem> CheckSameness(string key, SamenessOptions sameness)
    {
        if (sameness.Window <= TimeSpan.Zero)
            yield return new CityProblem($"{key}.window", sameness.Window.ToString(), "write a time above zero, such as 24h");
        if (sameness.MaximumLife < sameness.Window)
            yield return new CityProblem($"{key}.maximumLife", sameness.MaximumLife.ToString(), "is shorter than the window; write at least as long");
    }

    private static IEnumerable<CityProblem> CheckRecheck(RecheckOptions recheck)
    {
        if (recheck.Agreeing > recheck.Looks)
            yield return new CityProblem("recheck.agreeing", $"{recheck.Agreeing}", $"more looks than the {recheck.Looks} that are asked for can never agree; write at most {recheck.Looks}");
        if (recheck.After < TimeSpan.Zero)
            yield return new CityProblem("recheck.after", $"{recheck.After}", "the first look cannot come before the report; write 0s or a time such as 10m");
        if (recheck.Every < TimeSpan.FromSeconds(1))
            yield return new CityProblem("recheck.every", $"{recheck.Every}", "cameras are not asked more often than once a second; write 1s or more, such as 1m");
        if (recheck.Every * recheck.Agreeing > recheck.Within)
            yield return new CityProblem("recheck.within", $"{recheck.Within}", $"{recheck.Agreeing} looks, one every {recheck.Every}, do not fit into it; write at least {recheck.Every * recheck.Agreeing}");
    }

    private static IEnumerable<CityProblem> CheckExtension(string key, ExtensionOptions extension, CityOptions city)
    {
        if (Standards.Find(extension.Standard) is not { } standard)
        {
            yield return new CityProblem($"{key}.standard", extension.Standard, $"write one of {string.Join(", ", Standards.All.Select(known => known.Name))}");
            yield break;
        }

        if (!standard.Kinds.Contains(extension.Kind) && extension.Kind.Length > 0)
            yield return new CityProblem($"{key}.kind", extension.Kind, $"{standard.Name} has {string.Join(" and ", standard.Kinds)}");
        if (extension.Code.Length > 0 && extension.Code.Length != standard.CodeLength)
            yield return new CityProblem($"{key}.code", extension.Code, $"codes of {standard.Name} have {standard.CodeLength} digits");
        if (ClassCatalogue.National.Find(new ClassKey(standard.Name, extension.Kind, extension.Code)) is { } national)
            yield return new CityProblem($"{key}.code", extension.Code, $"is {national.Zh} in {standard.Name}; give the extension a number that the standard leaves free");
        if (city.Extensions.Count(other => (other.Standard, other.Kind, other.Code) == (extension.Standard, extension.Kind, extension.Code)) > 1)
            yield return new CityProblem($"{key}.code", extension.Code, "stands twice among the extensions; give each its own");
        if (extension.Parent is { } parent && ClassCatalogue.National.Find(new ClassKey(standard.Name, extension.Kind, parent)) is null)
            yield return new CityProblem($"{key}.parent", parent, $"no {extension.Kind} of {standard.Name} has this code; name the national class that it belongs under");
        foreach (var (problem, index) in extension.Problems.Select((problem, index) => (problem, index)).Where(pair => !Problems.All.Contains(pair.problem)))
            yield return new CityProblem($"{key}.problems[{index}]", problem, $"write one of {string.Join(", ", Problems.All)}");
    }

    private static IEnumerable<CityProblem> CheckRule(string key, ClassRuleOptions rule, CityOptions city)
    {
        if (rule.Problem is null == (rule.Kind is null || rule.Code is null))
            yield return new CityProblem(key, rule.Problem ?? rule.Code, "name either a problem, or a class by kind and code");
        if (rule.Problem is { } problem && !Problems.All.Contains(problem))
            yield return new CityProblem($"{key}.problem", problem, $"write one of {string.Join(", ", Problems.All)}");
        if (rule is { Kind: { } kind, Code: { } code } && Standards.Find(city.Standard) is { } standard && ClassCatalogue.Of(city).Find(new ClassKey(standard.Name, kind, code)) is null)
            yield return new CityProblem($"{key}.code", code, $"no {kind} of {standard.Name} has this code; correct it, or add it to the extensions");
        if (rule.Filing.Length == 0 && rule.Sameness is null)
            yield return new CityProblem($"{key}.filing", null, "write at least one condition with its limit");
        if (rule.Sameness is { } sameness)
        {
            foreach (var fault in CheckSameness($"{key}.sameness", sameness))
                yield return fault;
        }

        foreach (var (filing, index) in rule.Filing.Select((filing, index) => (filing, index)))
        {
            if (filing.Limit.Length > 0 && !TimeLimit.TryParse(filing.Limit, out _))
                yield return new CityProblem($"{key}.filing[{index}].limit", filing.Limit, $"write {TimeLimit.Expected}");
        }
    }
}
