using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.Configuration;

namespace EdgeWatch.EdgeWatch.Tests.Configuration;

public sealed class FilerConfigurationTests
{
    [Fact]
    public void Three_destinations_are_understood_in_a_few_lines()
    {
        var file = ConfigurationFile.Parse("edgewatch.yaml", """
            bridge:
              publicUrl: https://cases.city.example
              cityToken: 0123456789abcdef
              filers:
                - { name: city, kind: open311, url: https://city.example/open311/v2, format: xml, services: [{ problem: garbage, code: "001" }], attributes: [{ code: GRID, field: cell }] }
                - { name: centre, kind: webhook, url: https://centre.example/in, secret: 0123456789abcdef }
                - { name: archive, kind: folder, folder: /var/lib/edgewatch/filed, problems: [garbage] }
            """);
        file.Problems.ShouldBeEmpty();
        var filers = file.Options.Bridge!.Filers;
        filers.Select(filer => filer.ToString()).ShouldBe(["city (open311)", "centre (webhook)", "archive (folder)"]);
        (filers[0].Format, filers[0].Services[0].Code, filers[0].AskInterval, filers[0].GiveUpAfter).ShouldBe((GeoReportFormat.Xml, "001", TimeSpan.FromMinutes(5), TimeSpan.FromDays(3)));
    }

    [Fact]
    public void Every_mistake_of_a_destination_is_named_with_its_key_and_no_secret()
    {
        var file = ConfigurationFile.Parse("edgewatch.yaml", """
            bridge:
              publicUrl: cases.city.example
              cityToken: short
              filers:
                - { name: city, kind: open311, url: "https://li:pass@city.example/v2", services: [{ problem: ufo, code: "001" }], closedMeans: gone }
                - { name: city, kind: webhook, url: "ftp://centre.example", secret: short, retryDelay: 1h }
                - { name: archive, kind: folder, problems: [garbag], giveUpAfter: 1m }
                - { name: pigeon, kind: pigeon }
                - { kind: folder, folder: filed, timeout: 1h }
            """);
        file.Problems.Select(problem => problem.Key).ShouldBe(
            [
                "bridge.publicUrl", "bridge.cityToken", "bridge.filers[0].url", "bridge.filers[0].services[0].problem", "bridge.filers[0].closedMeans",
                "bridge.filers[1].name", "bridge.filers[1].url", "bridge.filers[1].secret", "bridge.filers[1].retryDelay",
                "bridge.filers[2].problems[0]", "bridge.filers[2].giveUpAfter", "bridge.filers[2].folder", "bridge.filers[3].kind", "bridge.filers[4].name", "bridge.filers[4].timeout",
            ],
            ignoreOrder: true);
        file.Problems.ShouldAllBe(problem => problem.Remedy.Length > 10 && !problem.ToString().Contains("pass@") && problem.Value != "short");
    }
}
