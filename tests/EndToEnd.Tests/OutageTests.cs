using System.Diagnostics;
using System.Text.Json.Nodes;
using EdgeWatch.EndToEnd.Tests.Support;
using Xunit.Abstractions;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>Networks and cameras go away; what was seen meanwhile is not lost, and what is away is seen to be away.</summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_broker_that_is_away_fills_the_outbox_and_one_that_is_back_empties_it()
    {
        using var folder = new TempFolder();
        await using var broker = await MosquittoBroker.StartAsync(new() { Persistence = true });
        await using var street = await OverflowingBin.PlayAsync(folder, "bin");
        await using var bridge = BridgeProgram.Start(folder.FullPath, broker.Port);
        await bridge.AnswersAsync();
        broker.Kill();

        await using var agent = AgentProgram.Start(folder.FullPath, broker.Port, AgentProgram.Camera("bin", street.UrlOf("bin")));
        // The opened candidate with its picture, beside reports and samples, which come sooner.
        await Eventually.TrueAsync(
            async () => await OutboxRowsAsync(agent) >= 3 && await agent.HasWrittenCandidateAsync(), $"the outbox grows; the agent wrote:\n{agent.Process.Output}", TimeSpan.FromSeconds(60));
        (await bridge.Api.TryGetAsync("/health")).ShouldBeNull("without a broker the bridge is not healthy");
        (await bridge.Api.CountAsync(null)).ShouldBe(0);
        output.WriteLine($"{await OutboxRowsAsync(agent)} rows waited for the broker");

        await broker.StartAgainAsync();
        var back = Stopwatch.GetTimestamp();
        await Eventually.TrueAsync(async () => await OutboxRowsAsync(agent) == 0, $"the outbox empties; the agent wrote:\n{agent.Process.Output}", TimeSpan.FromSeconds(60));
        output.WriteLine($"empty {Stopwatch.GetElapsedTime(back).TotalSeconds:F1} s after the broker was back");
        var one = (await bridge.Api.GetAsync("/api/cases"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        one["problem"]!.GetValue<string>().ShouldBe("bin-overflow");
        (await bridge.Api.TryGetBytesAsync($"/api/evidence/{one["evidence"]!.GetValue<string>()}")).ShouldNotBeNull();
        await ReportsJoinUpAsync(bridge.Api);
    }

    [Fact]
    public async Task A_camera_that_is_gone_is_seen_within_15_seconds_and_comes_back_by_itself()
    {
        using var folder = new TempFolder();
        await using var broker = await MosquittoBroker.StartAsync();
        await using var street = await OverflowingBin.PlayAsync(folder, "gone", "frozen");
        await using var bridge = BridgeProgram.Start(folder.FullPath, broker.Port);
        await using var agent = AgentProgram.Start(
            folder.FullPath, broker.Port, AgentProgram.Camera("gone", street.UrlOf("gone")), AgentProgram.Camera("frozen", street.UrlOf("frozen")));
        await bridge.AnswersAsync();
        using var live = await LiveUpdates.OpenAsync(bridge.Address);
        await SeenAsync(bridge.Api, 60, agent, ("gone", IsLive: true), ("frozen", IsLive: true));

        street.Camera("gone").Stop();
        street.Camera("frozen").Freeze();
        var away = await SeenAsync(bridge.Api, 15, agent, ("gone", IsLive: false), ("frozen", IsLive: false));
        var told = live.Read("camera").Select(update => (update["camera"]!.GetValue<string>(), update["state"]!.GetValue<string>() == "live")).ToList();
        told.ShouldContain(("gone", false));
        told.ShouldContain(("frozen", false));
        (await bridge.Api.GetAsync("/api/cameras/corner/gone"))["lastError"]!.GetValue<string>().ShouldNotBeEmpty();

        street.Camera("gone").Resume();
        street.Camera("frozen").Resume();
        var back = await SeenAsync(bridge.Api, 30, agent, ("gone", IsLive: true), ("frozen", IsLive: true));
        output.WriteLine($"seen away after {away.TotalSeconds:F1} s, live again after {back.TotalSeconds:F1} s");
    }

    private static async Task<TimeSpan> SeenAsync(CaseApi api, int seconds, AgentProgram agent, params (string Camera, bool IsLive)[] expected)
    {
        var began = Stopwatch.GetTimestamp();
        await Eventually.TrueAsync(
            async () => await api.TryGetAsync("/api/cameras") is JsonArray cameras && expected.All(one =>
                cameras.Any(camera => camera!["camera"]!.GetValue<string>() == one.Camera && camera["state"]!.GetValue<string>() == "live" == one.IsLive)),
            $"the console's API shows {string.Join(", ", expected)}; the agent wrote:\n{agent.Process.Output}",
            TimeSpan.FromSeconds(seconds));
        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task<long> OutboxRowsAsync(AgentProgram agent) => (await agent.StatusAsync())?["outboxRows"]!.GetValue<long>() ?? -1;

    /// <summary>Zero reports are a chain: each begins where the one before ended, so a lost one shows.</summary>
    private static async Task ReportsJoinUpAsync(CaseApi api)
    {
        var answer = await api.GetAsync("/api/reports");
        var reports = (answer as JsonArray ?? answer["items"]!.AsArray()).OrderBy(report => report!["to"]!.GetValue<DateTimeOffset>()).ToList();
        for (var i = 1; i < reports.Count; i++)
            reports[i]!["from"]!.GetValue<DateTimeOffset>().ShouldBe(reports[i - 1]!["to"]!.GetValue<DateTimeOffset>());
    }
}
