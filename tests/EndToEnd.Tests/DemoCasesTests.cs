using EdgeWatch.EndToEnd.Tests.Support;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>What the demo shows a newcomer is what its street shows.</summary>
[Collection(DemoCollection.Name)]
public sealed class DemoCasesTests(RunningDemo demo)
{
    [Fact]
    public async Task A_cover_that_lies_in_its_place_is_not_shown_as_an_open_manhole()
    {
        // The picture that opened a case says by its boxes what was seen; the cover lay in its place for nine seconds before it was pushed aside.
        await Eventually.TrueAsync(
            async () => (await demo.Api.GetAsync("/api/cases?camera=manhole-street"))["total"]!.GetValue<int>() > 0, "the open manhole is found", TimeSpan.FromSeconds(90));

        foreach (var one in (await demo.Api.GetAsync("/api/cases?camera=manhole-street"))["items"]!.AsArray())
            one!["subjects"]!.AsArray().Select(subject => subject!["class"]!.GetValue<string>()).ShouldContain("manhole-open", one.ToJsonString());
    }
}
