using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using EdgeWatch.EndToEnd.Tests.Support;
using Xunit.Abstractions;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>
/// The promise that no candidate is lost, and none taken twice, held against SIGKILL: agent's outbox and link, broker and bridge are real processes, each
/// killed twenty times at random moments, also while it starts, while candidates flow.
/// </summary>
public sealed partial class KillTests(ITestOutputHelper output)
{
    private const int KillsOfEach = 20;
    private const int CandidatesPerSecond = 80;

    /// <summary>Another seed draws other victims, moments and candidates; the seed of a run that failed is in its output.</summary>
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("EDGEWATCH_KILL_SEED"), out var seed) ? seed : 20261121;

    [Fact]
    public async Task Every_candidate_reaches_the_store_once_though_agent_broker_and_bridge_are_killed()
    {
        output.WriteLine($"seed {Seed} (EDGEWATCH_KILL_SEED)");
        var began = Stopwatch.GetTimestamp();
        using var folder = new TempFolder();
        await using var broker = await MosquittoBroker.StartAsync(new() { Persistence = true });
        await using var bridge = BridgeProgram.Start(folder.FullPath, broker.Port, verbose: true);
        await using var pump = new KillableProgram(() => ChildProcess.StartDotnet(
            Path.Combine(AppContext.BaseDirectory, "EdgeWatch.CandidatePump.dll"), $"{broker.Port}", folder.FullPath, $"{Seed}", $"{CandidatesPerSecond}"));
        pump.Start();

        await KillAsync(broker, bridge.Process, pump, () => PromisedBytes(folder.FullPath));
        var killedFor = Stopwatch.GetElapsedTime(began);
        await bridge.AnswersAsync();
        var storedBefore = StoredEvents(bridge.Store);
        (await pump.StopAsync(seconds: 90)).ShouldBe(0, $"the pump ends once its outbox is empty; it wrote:\n{pump.Output}");
        var drainedFor = Stopwatch.GetElapsedTime(began) - killedFor;

        var promised = Promised(folder.FullPath);
        using var cases = new CaseFile(bridge.Store);
        var events = cases.Events();
        output.WriteLine($"{KillsOfEach * 3} kills in {killedFor.TotalSeconds:F0} s, emptied in another {drainedFor.TotalSeconds:F0} s");
        output.WriteLine($"{promised.Count} candidates promised, {events.Count} stored ({storedBefore} of them by the last kill), {Redelivered().Count(bridge.Process.Output)} redelivered");
        cases.Aside().ShouldBeEmpty();
        EveryPromiseIsKept(promised, events);
        EveryProblemHasOneCase(events, cases.Cases());
        await EveryPictureIsThereAsync(bridge.Api, events);
    }

    private static async Task KillAsync(MosquittoBroker broker, KillableProgram bridge, KillableProgram pump, Func<long> promised)
    {
        var random = new Random(Seed);
        var victims = Enumerable.Range(0, KillsOfEach * 3).Select(kill => kill % 3).ToArray();
        random.Shuffle(victims);
        var promisedBefore = 0L;
        foreach (var victim in victims)
        {
            // Candidates flow at each kill; beyond that any moment will do, also one in the midst of a start.
            await Eventually.TrueAsync(() => promised() > promisedBefore, $"the pump makes candidates; it wrote:\n{pump.Output}", TimeSpan.FromSeconds(30));
            promisedBefore = promised();
            await Task.Delay(random.Next(100, 1500));
            var away = random.Next(3) == 0 ? random.Next(500) : 0;
            switch (victim)
            {
                case 0:
                    broker.Kill();
                    await Task.Delay(away);
                    await broker.StartAgainAsync();
                    break;
                case 1:
                    await bridge.KillAsync();
                    await Task.Delay(away);
                    bridge.Start();
                    break;
                default:
                    await pump.KillAsync();
                    await Task.Delay(away);
                    pump.Start();
                    break;
            }
        }
    }

    private static void EveryPromiseIsKept(IReadOnlyCollection<string> promised, IReadOnlyList<StoredEvent> events)
    {
        promised.Count.ShouldBeGreaterThan(1000);
        promised.Except(events.Select(stored => stored.Event)).ShouldBeEmpty("candidates were lost");
        events.GroupBy(stored => stored.Event).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty("candidates were stored twice");
        events.GroupBy(stored => stored.Incident)
            .Where(incident => !incident.Select(stored => stored.Sequence).Order().SequenceEqual(Enumerable.Range(1, incident.Count()).Select(step => (long)step)))
            .Select(incident => $"{incident.Key}: {string.Join(' ', incident.Select(stored => stored.Sequence).Order())}")
            .ShouldBeEmpty("findings have a gap");
    }

    /// <summary>The pump gives every finding a zone of its own: as many cases as findings, each opened once, with as many reports as it has events.</summary>
    private static void EveryProblemHasOneCase(IReadOnlyList<StoredEvent> events, IReadOnlyList<StoredCase> cases)
    {
        events.GroupBy(stored => stored.Incident).Where(incident => incident.Select(stored => stored.CaseId).Distinct().Count() > 1)
            .Select(incident => incident.Key).ShouldBeEmpty("findings have two cases");
        cases.GroupBy(one => one.Zone).Where(zone => zone.Count() > 1).Select(zone => zone.Key).ShouldBeEmpty("problems have two cases");
        cases.Count.ShouldBe(events.Select(stored => stored.Incident).Distinct().Count());
        var reports = events.GroupBy(stored => stored.CaseId).ToDictionary(group => group.Key, group => (long)group.Count());
        cases.Where(one => one.Reports != reports.GetValueOrDefault(one.Id) || one.Openings != 1)
            .Select(one => $"{one.Zone}: {one.Reports} reports counted, {reports.GetValueOrDefault(one.Id)} stored, opened {one.Openings} times")
            .ShouldBeEmpty("cases count wrong");
    }

    private async Task EveryPictureIsThereAsync(CaseApi api, IReadOnlyList<StoredEvent> events)
    {
        var pictured = events.Where(stored => stored.Evidence is not null).ToList();
        output.WriteLine($"{pictured.Count} pictures");
        pictured.ShouldNotBeEmpty();
        var wrong = new List<string>();
        foreach (var stored in pictured)
        {
            var picture = await api.TryGetBytesAsync($"/api/evidence/{stored.Evidence}");
            if (picture is null || Convert.ToHexStringLower(SHA256.HashData(picture)) != stored.Sha256)
                wrong.Add($"{stored.Evidence} of {stored.Event}: {(picture is null ? "absent" : $"{picture.Length} other bytes")}");
        }

        wrong.ShouldBeEmpty("pictures were lost");
    }

    private static long StoredEvents(string store)
    {
        using var cases = new CaseFile(store);
        return cases.Events().Count;
    }

    private static long PromisedBytes(string folder) => Directory.GetFiles(folder, "journal-*.txt").Sum(file => new FileInfo(file).Length);

    /// <summary>Whole lines only: a kill may have cut the last one of a file, which then was not promised.</summary>
    private static HashSet<string> Promised(string folder) =>
    [
        .. Directory.GetFiles(folder, "journal-*.txt").Select(File.ReadAllText).SelectMany(text => text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)),
    ];

    [GeneratedRegex("SameEvent", RegexOptions.NonBacktracking)]
    private static partial Regex Redelivered();
}
