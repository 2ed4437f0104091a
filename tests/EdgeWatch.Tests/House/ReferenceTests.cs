using System.Xml.Linq;

namespace EdgeWatch.EdgeWatch.Tests.House;

/// <summary>Which project may know which: the arrows of docs/architecture.md.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contracts"] = [],
        ["Mqtt"] = [],
        ["Ingest"] = ["Mqtt"],
        ["CameraSimulator"] = ["Ingest"],
        ["Telemetry"] = [],
        ["EdgeAgent"] = ["Contracts", "Geography", "Ingest", "Mqtt", "Telemetry"],
        ["Geography"] = [],
        ["CaseBridge"] = ["Contracts", "Geography", "Mqtt", "Telemetry"],
        ["EdgeWatch"] = ["CameraSimulator", "CaseBridge", "EdgeAgent", "Geography"],
    };

    [Fact]
    public void Agent_and_bridge_never_know_each_other_and_every_arrow_points_down()
    {
        foreach (var project in Directory.EnumerateFiles(Repository.File("src"), "*.csproj", SearchOption.AllDirectories))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)).Order(StringComparer.Ordinal);
            references.ToArray().ShouldBe(Allowed[name], customMessage: $"{name}.csproj");
        }
    }
}
