using System.Text.Json.Nodes;
using EdgeWatch.EndToEnd.Tests.Support;
using Xunit.Abstractions;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>What the demo shows a newcomer is what its street shows.</summary>
[Collection(DemoCollection.Name)]
public sealed class DemoCasesTests(RunningDemo demo, ITestOutputHelper output)
{
    [Fact]
    public async Task A_cover_that_lies_in_its_place_is_not_shown_as_an_open_manhole()
    {
        // The picture that opened a case says by its boxes what was seen; the cover lay in its place for nine seconds before it was pushed aside.
        var cover = await CoverAsync("the camera has seen the open manhole", one => one["subjects"]!.AsArray().Count > 0);

        cover["subjects"]!.AsArray().Select(subject => subject!["class"]!.GetValue<string>()).ShouldContain("manhole-open", cover.ToJsonString());
    }

    [Fact]
    public async Task A_tilted_cover_is_one_case_with_the_sensors_series_and_the_cameras_picture()
    {
        var cover = await CoverAsync("sensor and camera have both reported", one => SourcesOf(one).Count() == 2);

        (await CasesAsync()).Count().ShouldBe(1);
        cover["evidence"].ShouldNotBeNull("the picture of the camera that was asked, or that saw it by itself");
        var series = cover["series"]!.AsArray().ShouldHaveSingleItem()!;
        series["points"]!.AsArray().ShouldContain(point => point!["value"]!.GetValue<double>() > 60);
        var answer = cover["corroborations"]!.AsArray().First(said => said!["source"]!.GetValue<string>() == "/agents/demo/cameras/manhole-street")!;
        answer["answer"]!.GetValue<string>().ShouldBe("agrees", cover["corroborations"]!.ToJsonString());
        var tilted = At(cover["since"]!);
        output.WriteLine($"from the tilt to the case {(At(cover["openedAt"]!) - tilted).TotalSeconds:F1} s, to the picture {(At(answer["at"]!) - tilted).TotalSeconds:F1} s");
        (At(cover["openedAt"]!) - tilted).ShouldBeLessThan(TimeSpan.FromSeconds(10), "from the tilt to the case");
        (At(answer["at"]!) - tilted).ShouldBeLessThan(TimeSpan.FromSeconds(10), "from the tilt to the picture");
    }

    private const string Component = "3505820123000017";

    private static DateTimeOffset At(JsonNode time) => time.GetValue<DateTimeOffset>();

    private static IEnumerable<string> SourcesOf(JsonNode one) => one["events"]!.AsArray().Select(entry => entry!["source"]!.GetValue<string>()).Distinct();

    private async Task<IEnumerable<JsonNode?>> CasesAsync() =>
        (await demo.Api.GetAsync("/api/cases"))["items"]!.AsArray().Where(one => one!["component"]?.GetValue<string>() == Component);

    /// <summary>The case of the cover once it is as it should be.</summary>
    private async Task<JsonNode> CoverAsync(string what, Func<JsonNode, bool> holds)
    {
        JsonNode? found = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var id = (await CasesAsync()).FirstOrDefault()?["id"]!.GetValue<string>();
                return id is not null && holds(found = await demo.Api.GetAsync($"/api/cases/{id}"));
            },
            what,
            TimeSpan.FromSeconds(90));
        return found!;
    }
}
