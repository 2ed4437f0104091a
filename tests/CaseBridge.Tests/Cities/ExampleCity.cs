using EdgeWatch.CaseBridge.Cities;

namespace EdgeWatch.CaseBridge.Tests.Cities;

/// <summary>The example city as its profile says it. That the file itself says the same is tested where files are read, in EdgeWatch.Tests.</summary>
internal static class ExampleCity
{
    public static CityOptions Options { get; } = new()
    {
        Id = "yunwan",
        Name = "云湾市东港区（示例）",
        Version = "2026.1",
        Division = "359901",
        Standard = "GB/T 47678.5-2026",
        SecondStandard = "GB/T 30428.2-2013",
        Calendar = new()
        {
            Seasons = [new() { First = "06-01", Last = "09-30", Hours = ["08:00-12:00", "14:30-18:30"] }],
            Holidays =
            [
                .. MarkdownTable.Rows("docs/calendar.md", "Public holidays of 2026").Select(row => new HolidayOptions
                {
                    Name = row[0], First = row[1], Last = row[2], Workdays = row[3].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                }),
            ],
        },
        Extensions =
        [
            new() { Standard = "GB/T 30428.2-2013", Kind = "event", Code = "0192", Zh = "垃圾满溢", En = "Bin overflowing", Parent = "0110", Problems = ["bin-overflow", "bin-full"] },
        ],
        Rules =
        [
            new() { Problem = "manhole-open", Filing = [new() { When = "缺失", Closing = "恢复", Limit = "2紧急工作时" }, new() { When = "破损", Closing = "更换", Limit = "4工作时" }], Sameness = new() { Radius = 3 } },
            new() { Kind = "matter", Code = "01004", Filing = [new() { When = "堵塞", Closing = "疏通", Limit = "1工作日" }] },
        ],
    };
}
