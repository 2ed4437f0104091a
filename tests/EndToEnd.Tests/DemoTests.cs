using System.Text.Json.Nodes;
using EdgeWatch.EndToEnd.Tests.Support;

namespace EdgeWatch.EndToEnd.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task A_newcomer_has_three_cases_from_the_street_of_our_own_making()
    {
        await using var demo = EdgeWatchProgram.Start("demo", "--until-cases", "3", "--timeout", "200", "--port", "0");

        (await demo.ExitAsync(seconds: 240)).ShouldBe(0, demo.Output);

        var summary = JsonNode.Parse(demo.Output.Split('\n').Last(line => line.StartsWith('{')))!;
        summary["cases"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(3);
        summary["candidates"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(3);
        summary["looks"]!.GetValue<long>().ShouldBeGreaterThan(20);
        summary["latencyP95Ms"]!.GetValue<double>().ShouldBeInRange(0.01, 10_000);
        demo.Output.ShouldNotContain("Lost mqtt", customMessage: "a demo that ends in good order must not end with a warning");
        demo.Output.ShouldNotContain("went down", customMessage: "a source that is asked to end has not gone down");
    }

    [Fact]
    public async Task A_demo_that_cannot_reach_its_cases_says_so_and_fails()
    {
        await using var demo = EdgeWatchProgram.Start("demo", "--until-cases", "99", "--timeout", "3", "--port", "0");

        (await demo.ExitAsync(seconds: 60)).ShouldBe(1, demo.Output);

        demo.Output.ShouldContain("of 99 cases after 3 s");
    }
}
