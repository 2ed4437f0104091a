using System.Text.Json.Nodes;
using EdgeWatch.EndToEnd.Tests.Support;
using EdgeWatch.Local;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>One bad camera hurts only itself.</summary>
public sealed class OneBadCameraTests
{
    [Fact]
    public async Task A_camera_with_a_wrong_key_is_refused_in_words_and_the_other_three_run()
    {
        var bad = await RunWithFourthAsync(street => AgentProgram.Camera("fourth", street.UrlOf("third"), "cadense: 5s"), "refused");

        bad["lastError"]!.GetValue<string>().ShouldContain("cadense");
    }

    [Fact]
    public async Task A_camera_that_does_not_answer_is_waited_for_and_the_other_three_run()
    {
        var nobody = LocalBroker.FreePort();

        var bad = await RunWithFourthAsync(_ => AgentProgram.Camera("fourth", $"rtsp://viewer:secret@127.0.0.1:{nobody}/street"), "waiting");

        bad["lastError"]!.GetValue<string>().ShouldContain("refused", Case.Insensitive);
        bad.ToJsonString().ShouldNotContain("secret");
    }

    private static async Task<JsonNode> RunWithFourthAsync(Func<OverflowingBin, string> fourth, string state)
    {
        using var folder = new TempFolder();
        await using var broker = await MosquittoBroker.StartAsync();
        await using var street = await OverflowingBin.PlayAsync(folder, "first", "second", "third");
        await using var bridge = BridgeProgram.Start(folder.FullPath, broker.Port);
        await using var agent = AgentProgram.Start(
            folder.FullPath,
            broker.Port,
            AgentProgram.Camera("first", street.UrlOf("first")),
            AgentProgram.Camera("second", street.UrlOf("second")),
            AgentProgram.Camera("third", street.UrlOf("third")),
            fourth(street));
        await bridge.AnswersAsync();
        await Eventually.TrueAsync(
            async () => (await agent.StatusAsync())?["cameras"] is JsonArray all && all.Count(camera => camera!["looksMade"]!.GetValue<long>() > 1) == 3,
            $"three cameras make looks; the agent wrote:\n{agent.Process.Output}",
            TimeSpan.FromSeconds(60));
        JsonNode? bad = null;
        await Eventually.TrueAsync(
            async () => await bridge.Api.TryGetAsync("/api/cameras") is JsonArray { Count: 4 } all
                && all.Count(camera => camera!["state"]!.GetValue<string>() == "live") == 3
                && (bad = all.Single(camera => camera!["camera"]!.GetValue<string>() == "fourth"))!["state"]!.GetValue<string>() == state,
            $"the console's API shows three live cameras and a {state} one; the agent wrote:\n{agent.Process.Output}",
            TimeSpan.FromSeconds(60));
        return bad!;
    }
}
