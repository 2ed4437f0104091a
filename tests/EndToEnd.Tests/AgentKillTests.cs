using EdgeWatch.EndToEnd.Tests.Support;
using Xunit.Abstractions;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>The whole agent, killed again and again before a problem that lasts: its finding lives on.</summary>
public sealed class AgentKillTests(ITestOutputHelper output)
{
    private const int Kills = 4;
    private const int Seed = 20261121;

    [Fact]
    public async Task A_problem_that_outlives_four_killed_agents_is_opened_once_and_is_one_case()
    {
        var random = new Random(Seed);
        using var folder = new TempFolder();
        await using var broker = await MosquittoBroker.StartAsync(new() { Persistence = true });
        await using var street = await OverflowingBin.PlayAsync(folder, "bin");
        await using var bridge = BridgeProgram.Start(folder.FullPath, broker.Port);
        await using var agent = AgentProgram.Start(folder.FullPath, broker.Port, AgentProgram.Camera("bin", street.UrlOf("bin")));
        for (var kill = 0; kill < Kills; kill++)
        {
            // Two looks are one too few for the rule: the first kills meet a suspicion, later ones a finding that is being written or stands.
            await MadeLooksAsync(agent, 2);
            await Task.Delay(random.Next(2500));
            await agent.Process.KillAsync();
            agent.Process.Start();
        }

        // Had the finding been forgotten, this many looks would open it again.
        await MadeLooksAsync(agent, 8);
        await Eventually.TrueAsync(async () => (await agent.StatusAsync())?["outboxRows"]!.GetValue<long>() == 0, "the outbox empties", TimeSpan.FromSeconds(60));

        using var cases = new CaseFile(bridge.Store);
        var events = cases.Events();
        output.WriteLine(string.Join('\n', events.Select(stored => $"{stored.Incident} {stored.Sequence} {stored.Type}")));
        events.Count(stored => stored.Type == "edgewatch.candidate.opened").ShouldBe(1, agent.Process.Output);
        events.Select(stored => stored.Incident).Distinct().Count().ShouldBe(1);
        events.Select(stored => stored.Sequence).Order().ShouldBe(Enumerable.Range(1, events.Count).Select(step => (long)step));
        var one = cases.Cases().ShouldHaveSingleItem();
        (one.Zone, one.Problem).ShouldBe(("bin", "bin-overflow"));
        one.Reports.ShouldBe(events.Count);
    }

    private static Task MadeLooksAsync(AgentProgram agent, int looks) => Eventually.TrueAsync(
        async () => (await agent.StatusAsync())?["cameras"]![0]!["looksMade"]!.GetValue<long>() >= looks,
        $"the agent makes {looks} looks; it wrote:\n{agent.Process.Output}",
        TimeSpan.FromSeconds(60));
}
