using System.Diagnostics;
using EdgeWatch.EndToEnd.Tests.Support;
using EdgeWatch.Local;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>What SIGTERM, as systemd sends it, and SIGKILL leave behind.</summary>
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

    [Fact]
    public async Task A_broker_that_was_started_for_this_machine_ends_with_a_program_that_is_killed()
    {
        using var folder = new TempFolder();
        var port = LocalBroker.FreePort();
        var file = folder.File("up.yaml");
        await File.WriteAllTextAsync(file, $"""
            bridge:
              listen: http://127.0.0.1:{LocalBroker.FreePort()}
              data: {folder.File("bridge")}
              broker: {"{"} host: localhost, port: {port} {"}"}
            """);
        await using var up = EdgeWatchProgram.Start("up", "--config", file);
        await Eventually.TrueAsync(() => up.Output.Contains("console and API", StringComparison.Ordinal) || up.HasExited, "everything runs", TimeSpan.FromSeconds(60));
        (await LocalBroker.AcceptsAsync("127.0.0.1", port, CancellationToken.None)).ShouldBeTrue(up.Output);

        await up.KillAloneAsync();

        await Eventually.TrueAsync(async () => !await LocalBroker.AcceptsAsync("127.0.0.1", port, CancellationToken.None), "its broker is gone");
    }

    [Fact]
    public async Task A_program_that_is_tied_to_ours_outlives_the_thread_that_asked_for_it()
    {
        Task<Process>? starting = null;
        var caller = new Thread(() => starting = TiedProcess.StartAsync("/bin/sleep", "60"));
        caller.Start();
        caller.Join();
        using var program = await starting!;

        // Were it tied to that thread, it would have been told to end by now.
        await Should.ThrowAsync<TimeoutException>(program.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(1)));

        program.Kill();
        await program.WaitForExitAsync();
    }
}
