using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeWatch.CaseBridge.Calendar;

/// <summary>How a limit is counted.</summary>
internal enum LimitKind
{
    /// <summary>紧急工作时: hours that run through nights, holidays and suspensions. What is dangerous cannot be put off.</summary>
    UrgentHours,

    /// <summary>工作时: hours of working time.</summary>
    WorkingHours,

    /// <summary>工作日: days of working time.</summary>
    WorkingDays,

    /// <summary>小时: hours that run through nights and holidays; a suspension stops them.</summary>
    Hours,

    /// <summary>日: days of 24 hours, counted like <see cref="Hours"/>.</summary>
    Days,
}

/// <summary>A limit as a city's rules write it: <c>2紧急工作时</c>, <c>4 working hours</c>.</summary>
/// <param name="Count">How many, above 0.</param>
/// <param name="Kind">Of what.</param>
internal readonly partial record struct TimeLimit(double Count, LimitKind Kind)
{
    private static readonly (string[] Words, LimitKind Kind)[] Units =
    [
        (["紧急工作时", "紧急工作小时", "urgent hour", "urgent hours"], LimitKind.UrgentHours),
        (["工作时", "工作小时", "working hour", "working hours"], LimitKind.WorkingHours),
        (["工作日", "working day", "working days"], LimitKind.WorkingDays),
        (["小时", "自然小时", "hour", "hours"], LimitKind.Hours),
        (["日", "天", "自然日", "day", "days"], LimitKind.Days),
    ];

    public static string Expected => "a limit such as '2紧急工作时', '4 working hours', '1 working day', '24 hours'";

    public static bool TryParse(string text, out TimeLimit limit)
    {
        limit = default;
        if (Form().Match(text.Trim()) is not { Success: true } match
            || !double.TryParse(match.Groups["count"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count is not (> 0 and <= 10_000))
            return false;
        var unit = match.Groups["unit"].Value.Replace("个", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
        foreach (var (words, kind) in Units)
        {
            if (words.Contains(unit))
            {
                limit = new TimeLimit(count, kind);
                return true;
            }
        }

        return false;
    }

    /// <summary>As the Chinese rules write it.</summary>
    public override string ToString()
    {
        var kind = Kind;
        return string.Create(CultureInfo.InvariantCulture, $"{Count:0.##}{Array.Find(Units, unit => unit.Kind == kind).Words[0]}");
    }

    [GeneratedRegex("^(?<count>[0-9.]+) *(?<unit>[^0-9. ].*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
