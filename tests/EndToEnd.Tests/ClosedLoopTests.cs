using System.Text.Json.Nodes;
using EdgeWatch.EndToEnd.Tests.Support;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>The whole way of a problem, with real cameras, broker, agent, bridge and a platform that is filed with by Open311; only the people are stand-ins.</summary>
public sealed class ClosedLoopTests
{
    [Fact]
    public async Task A_problem_goes_the_whole_way_from_the_street_to_its_closing_with_pictures_from_before_and_after()
    {
        await using var demo = EdgeWatchProgram.Start("demo", "--until-closed", "1", "--timeout", "200", "--port", "0");

        (await demo.ExitAsync(seconds: 240)).ShouldBe(0, demo.Output);

        demo.Output.ShouldSatisfyAllConditions(
            output => output.ShouldContain("stand-in operator: confirms"),
            output => output.ShouldContain("stand-in clerk: reports request 1 handled"),
            output => output.ShouldContain("stand-in operator: accepts that it is verified"));
        var summary = JsonNode.Parse(demo.Output.Split('\n').Last(line => line.StartsWith('{')))!;
        summary["closed"]!.GetValue<int>().ShouldBe(1);
        var one = summary["cases"]!.AsArray().ShouldHaveSingleItem()!;
        one["reference"]!.GetValue<string>().ShouldBe("1", "the platform's id");
        one["proposal"]!.GetValue<string>().ShouldBe("verified");
        one["stillThere"]!.GetValue<double>().ShouldBeLessThan(0.5);
        one["sameView"]!.GetValue<bool>().ShouldBeTrue(one.ToJsonString());
        one["after"]!.GetValue<string>().ShouldNotBe(one["before"]!.GetValue<string>());
        DateTimeOffset[] steps = [.. new[] { "openedAt", "filedAt", "handledAt", "proposedAt", "closedAt" }.Select(step => one[step]!.GetValue<DateTimeOffset>())];
        steps.ShouldBe(steps.Order());

        // By the example city's rules no limit of what this street shows is shorter than two hours.
        one["due"]!.GetValue<string>().ShouldBe("met");
        (one["dueAt"]!.GetValue<DateTimeOffset>() - steps[1]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromHours(2));
    }
}
