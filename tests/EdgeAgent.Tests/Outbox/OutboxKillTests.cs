using System.Diagnostics;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Outbox;

public sealed class OutboxKillTests
{
    private const int Kills = 20;

    [Fact]
    public async Task What_an_append_has_returned_for_survives_twenty_kills_at_random_moments()
    {
        using var folder = new TempFolder();
        var random = new Random(20260302);
        var printed = new List<Guid>();
        for (var kill = 0; kill < Kills; kill++)
            printed.AddRange(await AppendUntilKilledAsync(folder.File("outbox.db"), after: 1 + random.Next(60)));

        await using var outbox = await Make.OutboxAsync(folder);

        printed.Count.ShouldBeGreaterThan(Kills);
        printed.Where(id => !outbox.Contains(id)).ShouldBeEmpty();
        Directory.GetFiles(folder.FullPath, "*.damaged-*").ShouldBeEmpty();

        // Both or neither: every event that names a picture has it.
        var rows = outbox.ReadUrgent(100_000);
        rows.Count(row => row.Kind.IsPicture()).ShouldBe(rows.Count(row => row.Kind.IsCandidate()));
    }

    /// <summary>Kills the child some way into its work: once so many ids were printed, wherever the next ones stand then.</summary>
    private static async Task<List<Guid>> AppendUntilKilledAsync(string path, int after)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(OutboxKillTests).Assembly.Location, AppendForever.Command, path]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var ids = new List<Guid>();
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            // The last line may be cut off by the kill; a whole one is an append that had returned.
            if (Guid.TryParseExact(line, "D", out var id))
                ids.Add(id);
            if (ids.Count == after)
                child.Kill();
        }

        await child.WaitForExitAsync();
        ids.ShouldNotBeEmpty($"the child ended with {child.ExitCode} before its first append");
        return ids;
    }
}

/// <summary>The child: appends from several tasks at once and prints each id whose append has returned.</summary>
internal static class AppendForever
{
    public const string Command = "append-forever";

    public static async Task<int> RunAsync(string path)
    {
        await using var outbox = await EdgeAgent.Outbox.Outbox.OpenAsync(
            path, new OutboxOptions(), new EvidenceOptions(), TimeProvider.System, TestMetrics.Create(), NullLogger<EdgeAgent.Outbox.Outbox>.Instance);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AppendAsync(outbox))));
        return 0;
    }

    private static async Task AppendAsync(EdgeAgent.Outbox.Outbox outbox)
    {
        // An end, should the parent die first and nobody kill this.
        for (var i = 0; i < 5000; i++)
        {
            var candidate = Make.Candidate(pictureBytes: 20_000);
            await outbox.AppendAsync(candidate, CancellationToken.None);
            Console.Out.WriteLine(candidate.Candidate.Id.ToString("D"));
        }
    }
}
