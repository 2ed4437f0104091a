using System.Text.Json.Nodes;
using EdgeWatch.Evaluation.Report;

namespace EdgeWatch.EdgeWatch.Tests.House;

/// <summary>The README's table of accuracy is there and speaks of what ships; its numbers are measured, not tested.</summary>
public sealed class AccuracyTests
{
    [Fact]
    public void The_readme_has_a_row_for_every_class_that_ships()
    {
        var text = File.ReadAllText(Repository.File("README.md"));
        var table = text[text.IndexOf(AccuracyDocument.Start, StringComparison.Ordinal)..text.IndexOf(AccuracyDocument.End, StringComparison.Ordinal)];
        var rows = table.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2).Select(line => line.Split('|')[1].Trim()).ToArray();

        rows.ShouldBe(Shipped(), ignoreOrder: true);
    }

    [Fact]
    public void The_accuracy_plan_says_what_every_class_serves() =>
        Shipped().ShouldBeSubsetOf(AccuracyPlan.Read(Repository.File("models", AccuracyPlan.FileName)).Serves.Keys);

    /// <summary>Classes of the models whose weights lie in the repository.</summary>
    private static string[] Shipped() =>
    [
        .. Directory.GetDirectories(Repository.File("models")).Select(folder => Path.Combine(folder, "manifest.json")).Where(File.Exists)
            .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!["classes"]!.AsArray().Select(entry => (string)entry!["name"]!)).Distinct(),
    ];
}
