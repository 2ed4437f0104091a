using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Cities;
using EdgeWatch.Configuration;

namespace EdgeWatch.EdgeWatch.Tests.Cities;

public sealed class CityFileTests
{
    private static readonly string Example = Repository.File("deploy", "cities", "yunwan.yaml");

    [Fact]
    public void The_example_profile_is_without_a_mistake_and_has_the_holidays_of_the_document()
    {
        var file = CityFile.Read(Example);

        file.Problems.ShouldBeEmpty();
        file.Options.Calendar.Holidays.Select(holiday => string.Join('|', holiday.Name, holiday.First, holiday.Last, string.Join(", ", holiday.Workdays)))
            .ShouldBe(MarkdownTable.Rows("docs/calendar.md", "Public holidays of 2026").Select(row => string.Join('|', row)));
        var season = file.Options.Calendar.Seasons.ShouldHaveSingleItem();
        (season.First, season.Last).ShouldBe(("06-01", "09-30"));
        season.Hours.ShouldBe(["08:00-12:00", "14:30-18:30"]);
    }

    [Fact]
    public void The_example_profile_has_the_figures_that_hold_without_a_profile_for_every_problem_of_the_document_s_table()
    {
        var (rules, usual) = (new SamenessRules(SamePlaceRadius, new City(CityFile.Read(Example).Options)), new SamenessRules(SamePlaceRadius, null));
        foreach (var problem in Samenesses.SelectMany(row => row.Problems))
            rules.Of(problem, null).ShouldBe(usual.Of(problem, null), problem);
        rules.ClearChange.ShouldBe(usual.ClearChange);
    }

    [Fact]
    public void The_document_s_table_of_sameness_is_what_the_code_has()
    {
        foreach (var (problems, cells) in Samenesses)
        {
            foreach (var problem in problems)
            {
                var known = Sameness.Of(problem, SamePlaceRadius);
                cells.ShouldBe(
                    [
                        Sameness.Knows(problem) ? $"{known.Radius} m" : "samePlaceRadius", $"{known.TellsApart} m", $"{known.BegunTogether.TotalMinutes} min",
                        known.Window < TimeSpan.FromHours(1) ? $"{known.Window.TotalMinutes} min" : $"{known.Window.TotalHours} h", $"{known.MaximumLife.TotalDays} d", $"{known.QuietAfterRejection.TotalDays} d",
                    ],
                    problem);
            }
        }

        Samenesses.SelectMany(row => row.Problems).Where(Sameness.Knows).Count().ShouldBe(Sameness.KnownProblems.Count);
    }

    /// <summary>What the bridge's configuration has for problems of which nothing is known.</summary>
    private const double SamePlaceRadius = 10;

    private static List<(IReadOnlyList<string> Problems, string[] Cells)> Samenesses =>
        [.. MarkdownTable.Rows("docs/deduplication.md", "The rules").Select(row => ((IReadOnlyList<string>)row[0].Split(", "), row[1..]))];

    [Fact]
    public void Mistakes_are_named_with_their_lines()
    {
        var text = File.ReadAllText(Example).Replace("2026-10-10]", "2026-10-09]", StringComparison.Ordinal).Replace("limit: 1工作日", "limit: 1 week", StringComparison.Ordinal)
            .Replace("warnAt: 0.75", "warnAt: 75", StringComparison.Ordinal).Replace("recheck:", "reCheck:", StringComparison.Ordinal);
        var file = CityFile.Parse("city.yaml", text);

        var lines = text.Split('\n');
        file.Problems.Select(problem => problem.Key).ShouldBe(["calendar.holidays[6].workdays[1]", "reCheck", "warnAt", "rules[3].filing[1].limit"]);
        foreach (var (problem, sign) in file.Problems.Zip(["国庆节", "reCheck", "warnAt", "1 week"]))
            lines[problem.Line - 1].ShouldContain(sign);
        file.Problems[0].Remedy.ShouldContain("Friday");
    }

    [Fact]
    public void What_is_no_profile_is_told_with_where_to_begin()
    {
        CityFile.Read("nowhere.yaml").Problems.ShouldHaveSingleItem().Remedy.ShouldContain("deploy/cities/yunwan.yaml");
        CityFile.Parse("city.yaml", "").Problems.ShouldHaveSingleItem();
        CityFile.Parse("city.yaml", "a: [").Problems.ShouldHaveSingleItem().Remedy.ShouldContain("YAML");
    }

    [Fact]
    public void Every_key_of_a_profile_stands_in_its_own_section_of_the_document()
    {
        var text = File.ReadAllText(Repository.File("docs", "city.md"));
        foreach (var (section, type) in Sections("", typeof(CityOptions)))
        {
            var title = section.Length > 0 ? $"### `{section.TrimEnd('.')}`" : "### `the profile`";
            text.ShouldContain(title);
            var body = text[text.IndexOf(title, StringComparison.Ordinal)..];
            var end = body.IndexOf("\n### ", StringComparison.Ordinal);
            var table = end < 0 ? body : body[..end];
            foreach (var (key, _) in ConfigurationBinder.KeysOf(type))
                table.ShouldContain($"| `{key}` |", customMessage: section);
        }
    }

    private static IEnumerable<(string Section, Type Type)> Sections(string path, Type type)
    {
        yield return (path, type);
        foreach (var (key, property) in ConfigurationBinder.KeysOf(type))
        {
            var inner = property.PropertyType.IsArray ? property.PropertyType.GetElementType()! : property.PropertyType;
            // A rule's own sameness has the keys of the profile's.
            if (ScalarText.IsScalar(Nullable.GetUnderlyingType(inner) ?? inner) || (path.Length > 0 && inner == typeof(SamenessOptions)))
                continue;
            foreach (var section in Sections($"{path}{key}{(property.PropertyType.IsArray ? "[]" : "")}.", inner))
                yield return section;
        }
    }
}
