using System.Text.RegularExpressions;
using EdgeWatch.Configuration;
using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeWatch.Tests.House;

/// <summary>Documents that could drift are compared with the code.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_configuration_key_stands_in_its_own_section()
    {
        var text = File.ReadAllText(Repository.File("docs", "configuration.md"));
        foreach (var (section, type) in Sections("", typeof(EdgeWatchOptions)))
        {
            var title = $"### `{section.TrimEnd('.')}`";
            if (section.Length > 0)
                text.ShouldContain(title);
            var body = text[text.IndexOf(section.Length > 0 ? title : "### `the file`", StringComparison.Ordinal)..];
            var end = body.IndexOf("\n### ", StringComparison.Ordinal);
            var table = end < 0 ? body : body[..end];
            foreach (var (key, _) in ConfigurationBinder.KeysOf(type))
                table.ShouldContain($"| `{key}` |", customMessage: section);
        }
    }

    [Fact]
    public void Every_topic_stands_in_the_events_document()
    {
        var text = File.ReadAllText(Repository.File("docs", "events.md"));
        string[] topics =
        [
            Topics.Events("{agent}"), Topics.Acks("{agent}"), Topics.Status("{agent}"), Topics.Report("{agent}"), Topics.Scores("{agent}"),
            Topics.SettingsDesired("{agent}"), Topics.SettingsReported("{agent}"), Topics.Requests("{agent}"), Topics.Responses("{agent}"),
        ];
        foreach (var topic in topics)
            text.ShouldContain(topic);
    }

    [Fact]
    public void Every_metric_stands_in_the_metrics_document()
    {
        var text = File.ReadAllText(Repository.File("docs", "metrics.md"));
        var names = SourceFiles.All("*Metrics*.cs").Where(file => SourceFiles.NameOf(file).StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => MetricName().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)).Distinct().ToArray();
        names.Length.ShouldBeGreaterThan(10);
        foreach (var name in names)
            text.ShouldContain($"`{name}`");
    }

    [Fact]
    public void Log_ids_are_given_once_within_the_projects_range()
    {
        var ranges = new Dictionary<string, (int From, int To)>
        {
            ["Mqtt"] = (1000, 1099), ["Ingest"] = (1100, 1199), ["CameraSimulator"] = (1200, 1299),
            ["EdgeAgent"] = (2000, 2999), ["CaseBridge"] = (3000, 3999), ["EdgeWatch"] = (4000, 4999),
        };
        foreach (var (project, range) in ranges)
        {
            var file = Repository.File("src", project, "Log.cs");
            if (!File.Exists(file))
                continue;
            var ids = LogId().Matches(File.ReadAllText(file)).Select(match => int.Parse(match.Groups["id"].Value)).ToArray();
            ids.ShouldBeUnique();
            ids.ShouldAllBe(id => id >= range.From && id <= range.To, project);
        }
    }

    private static IEnumerable<(string Section, Type Type)> Sections(string path, Type type)
    {
        yield return (path, type);
        foreach (var (key, property) in ConfigurationBinder.KeysOf(type))
        {
            var inner = property.PropertyType.IsArray ? property.PropertyType.GetElementType()! : property.PropertyType;
            if (!ScalarText.IsScalar(Nullable.GetUnderlyingType(inner) ?? inner) && !inner.IsArray)
            {
                foreach (var section in Sections($"{path}{key}{(property.PropertyType.IsArray ? "[]" : "")}.", inner))
                    yield return section;
            }
        }
    }

    [GeneratedRegex("\"(?<name>edgewatch\\.[a-z0-9_.]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"(LoggerMessage\(|EventId = )(?<id>[0-9]{4})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LogId();
}
