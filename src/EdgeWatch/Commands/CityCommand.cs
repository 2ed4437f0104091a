using System.CommandLine;
using System.Globalization;
using EdgeWatch.CaseBridge.Calendar;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.Cities;
using EdgeWatch.Contracts;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch city check | deadline</c>: a city's profile, and what follows from it.</summary>
internal static class CityCommand
{
    private const string Usual = "deploy/cities/yunwan.yaml";

    public static Command Create() => new("city", "Check a city's profile, and show the classes and deadlines that follow from it.") { Check(), Deadline() };

    private static Argument<string> FileArgument() => new("file") { Description = "The city profile (YAML)." };

    private static Command Check()
    {
        var file = FileArgument();
        var command = new Command("check", "Check a city profile: every mistake with line, key, value and remedy.") { file }.WithExamples($"./edgewatch city check {Usual}");
        command.SetAction(result => Open(result.GetValue(file)!) is { } city ? Describe(city) : ExitCodes.Usage);
        return command;
    }

    private static int Describe(City city)
    {
        Screen.Instance.Good($"{city.Options.Name}, version {city.Options.Version}: {city.Options.Standard}{(city.Options.SecondStandard is { } second ? $" and {second}" : "")}");
        Screen.Instance.Table(
            ["problem", city.Options.Standard, city.Options.SecondStandard ?? "–", "filed when", "limit"],
            Problems.All.SelectMany(problem =>
            {
                var coding = city.Coder.Code(problem, null);
                var filing = city.Filing(problem, null);
                return filing.Count == 0
                    ? [[problem, $"{coding.First?.Class}", $"{coding.Second?.Class}", "", ""]]
                    : filing.Select((condition, index) => new[] { index == 0 ? problem : "", index == 0 ? $"{coding.First?.Class}" : "", index == 0 ? $"{coding.Second?.Class}" : "", condition.When, $"{condition.Limit}" });
            }));
        return ExitCodes.Ok;
    }

    private static Command Deadline()
    {
        var file = FileArgument();
        var problem = new Option<string>("--problem") { Description = "Our own name of the problem.", HelpName = "NAME", Required = true };
        problem.AcceptOnlyFromAmong([.. Problems.All]);
        var component = new Option<string?>("--component") { Description = "Code of the component that it is about.", HelpName = "CODE" };
        var at = new Option<string>("--at") { Description = "When the case is filed: 2026-09-30T17:00 in the city's time.", HelpName = "TIME", Required = true };
        var command = new Command("deadline", "Show by which class a case is coded and when it is due, condition by condition.") { file, problem, component, at }.WithExamples(
            $"./edgewatch city deadline {Usual} --problem manhole-open --at 2026-09-30T17:00",
            $"./edgewatch city deadline {Usual} --problem manhole-open --component 3599010104000001 --at 2026-09-30T17:00");
        command.SetAction(result => Open(result.GetValue(file)!) is { } city
            ? Show(city, result.GetValue(problem)!, result.GetValue(component), result.GetValue(at)!)
            : ExitCodes.Usage);
        return command;
    }

    private static int Show(City city, string problem, string? component, string text)
    {
        if (!DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            Screen.Instance.Error($"--at = {text}: write the city's own time as 2026-09-30T17:00");
            return ExitCodes.Usage;
        }

        var start = new DateTimeOffset(local, city.Options.Calendar.UtcOffset);
        var coding = city.Coder.Code(problem, component);
        foreach (var coded in new[] { coding.First, coding.Second }.OfType<CaseBridge.Catalogue.CodedClass>())
            Screen.Instance.Line($"{coded.Class.Standard}: {coded.Class} ({coded.Class.Confidence.ToString().ToLowerInvariant()})");
        var filing = city.Filing(problem, component);
        if (filing.Count == 0)
        {
            Screen.Instance.Warn($"the profile has no rule for {problem}: write one under 'rules'");
            return ExitCodes.Failed;
        }

        var rows = filing.Select(condition => (Condition: condition, Reading: city.Clock.Read(condition.Limit, start, [], start))).ToArray();
        Screen.Instance.Table(["filed when", "limit", "due"], rows.Select(row => new[] { row.Condition.When, $"{row.Condition.Limit}", Due(row.Reading) }));
        if (rows.Any(row => row.Reading.IsProvisional))
            Screen.Instance.Warn($"the holidays of a year are missing in the profile: a due time may move; add them under 'calendar.holidays' when they are published");
        return ExitCodes.Ok;
    }

    private static string Due(ClockReading reading) => string.Create(CultureInfo.InvariantCulture, $"{reading.DueAt:ddd yyyy-MM-dd HH:mm}{(reading.IsProvisional ? " (provisional)" : "")}");

    private static City? Open(string path)
    {
        var file = CityFile.Read(path);
        foreach (var problem in file.Problems)
            Screen.Instance.Error(problem.ToString());
        return file.Problems.Count == 0 ? new City(file.Options) : null;
    }
}
