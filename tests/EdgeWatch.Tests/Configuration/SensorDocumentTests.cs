using System.Text.RegularExpressions;
using EdgeWatch.Configuration;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeWatch.Tests.Configuration;

/// <summary>What docs/sensors.md tells a new user to write works as it stands there.</summary>
public sealed partial class SensorDocumentTests
{
    private static readonly string Text = File.ReadAllText(Repository.File("docs", "sensors.md"));

    public static TheoryData<string> Files => [.. Blocks];

    private static string[] Blocks => [.. YamlBlock().Matches(Text).Select(match => Outdented(match.Groups["indent"].Value, match.Groups["yaml"].Value))];

    [Fact]
    public void The_document_shows_a_file_for_each_kind_of_source() =>
        Enum.GetNames<UplinkSourceKind>().ShouldAllBe(kind => Blocks.Any(file => file.Contains($"kind: {kind.ToLowerInvariant()}", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_the_document_has_no_mistake(string yaml)
    {
        foreach (Match name in VariableName().Matches(yaml))
            Environment.SetEnvironmentVariable(name.Groups["name"].Value, "0123456789abcdef0123456789abcdef");
        var file = ConfigurationFile.Parse("edgewatch.yaml", yaml);
        file.Problems.ShouldBeEmpty(string.Join('\n', file.Problems));
        file.Options.Agent!.Sensors.ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_make_stands_in_the_document()
    {
        foreach (var make in KnownDecoders.Names)
            Text.ShouldContain($"`{make}`");
    }

    private static string Outdented(string indent, string yaml) => string.Join('\n', yaml.Split('\n').Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line));

    [GeneratedRegex("^(?<indent> *)```yaml\n(?<yaml>.*?)^ *```", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex YamlBlock();

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex VariableName();
}
