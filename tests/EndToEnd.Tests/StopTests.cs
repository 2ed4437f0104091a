using EdgeWatch.EndToEnd.Tests.Support;
using EdgeWatch.Local;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>What SIGTERM, as systemd sends it, leaves behind.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task An_agent_that_is_stopped_has_time_to_say_goodbye_and_keeps_its_last_report()
    {
        using var folder = new TempFolder();
        await using var broker = await MosquittoBroker.StartAsync();
        await using var agent = AgentProgram.Start(folder.FullPath, broker.Port, AgentProgram.Camera("street", $"rtsp://127.0.0.1:{LocalBroker.FreePort()}/street"));
        await Eventually.TrueAsync(() => broker.Output.Contains("edgewatch-agent-corner", StringComparison.Ordinal), "the agent connects", TimeSpan.FromSeconds(30));

        // There is no bridge to take the report, so the farewell waits for it in vain, which takes its full time.
        (await agent.Process.StopAsync(seconds: 30)).ShouldBe(0, agent.Process.Output);

        agent.Process.Output.ShouldContain("Agent corner stopped");
        // What the broker calls a client that said goodbye; one that was cut off "closed its connection", and its last will would have spoken for it.
        await Eventually.TrueAsync(() => broker.Output.Contains("Client edgewatch-agent-corner disconnected", StringComparison.Ordinal), broker.Output);
    }
}
