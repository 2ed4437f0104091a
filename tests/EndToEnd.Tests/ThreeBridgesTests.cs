using System.Diagnostics;
using Dapper;
using EdgeWatch.Bench.Intake;
using EdgeWatch.EndToEnd.Tests.Support;
using Npgsql;
using Xunit.Abstractions;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>
/// One problem, one case, held against SIGKILL: three bridges share one broker and one PostgreSQL; each is killed at random moments, also while it starts, while two cameras
/// report every problem and one candidate in five is sent twice. The long form, asked for by EDGEWATCH_THREE_BRIDGES=long, kills each thirty times during 100,000 candidates
/// of 10,000 problems; EDGEWATCH_KILL_SEED draws other moments and another order.
/// </summary>
public sealed class ThreeBridgesTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("EDGEWATCH_THREE_BRIDGES") == "long";
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("EDGEWATCH_KILL_SEED"), out var seed) ? seed : 20261122;
    private static readonly int KillsOfEach = IsLong ? 30 : 3;
    private static readonly int Problems = IsLong ? 10_000 : 600;
    private static readonly TimeSpan Patience = IsLong ? TimeSpan.FromMinutes(30) : TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Every_problem_becomes_one_case_though_three_bridges_are_killed()
    {
        output.WriteLine($"seed {Seed} (EDGEWATCH_KILL_SEED)");
        var began = Stopwatch.GetTimestamp();
        using var folder = new TempFolder();
        using var cluster = new TempFolder();
        await using var server = await PostgresServer.StartAsync(cluster.FullPath, CancellationToken.None);
        await using var broker = await MosquittoBroker.StartAsync(new() { MaxQueuedMessages = 100_000 });
        await using var first = SharedBridge.Start(folder.FullPath, "bridge-1", broker.Port, server.ConnectionString);
        await using var second = SharedBridge.Start(folder.FullPath, "bridge-2", broker.Port, server.ConnectionString);
        await using var third = SharedBridge.Start(folder.FullPath, "bridge-3", broker.Port, server.ConnectionString);
        SharedBridge[] bridges = [first, second, third];
        await using var agents = new RepeatingAgents(broker.Port, Seed);
        await agents.ConnectAsync();

        var candidates = CityOfProblems.Candidates(Problems, Seed, TimeProvider.System.GetUtcNow());
        var sending = agents.SendAsync(candidates, Patience);
        await KillAsync(bridges, agents, candidates.Count);
        await sending;

        output.WriteLine($"{candidates.Count} candidates, {agents.Repeats} repeats and {bridges.Length * KillsOfEach} kills in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        agents.Unacknowledged.ShouldBe(0);
        await EveryProblemHasOneCaseAsync(server.ConnectionString, candidates.Count, string.Join("\n\n", bridges.Select(bridge => bridge.Process.Output)));
    }

    /// <summary>Kills are spread over the flow: the next one waits until its share of the candidates is sent.</summary>
    private static async Task KillAsync(SharedBridge[] bridges, RepeatingAgents agents, int candidates)
    {
        var random = new Random(Seed);
        var victims = Enumerable.Range(0, KillsOfEach * bridges.Length).Select(kill => bridges[kill % bridges.Length]).ToArray();
        random.Shuffle(victims);
        for (var kill = 0; kill < victims.Length; kill++)
        {
            var due = (int)((long)candidates * (kill + random.NextDouble()) / (victims.Length + 1));
            await Eventually.TrueAsync(() => agents.Sent >= due, $"candidates flow; the bridges wrote:\n{string.Join("\n\n", bridges.Select(bridge => bridge.Process.Output))}", Patience);
            await victims[kill].Process.KillAsync();
            victims[kill].Process.Start();
        }
    }

    private static async Task EveryProblemHasOneCaseAsync(string connectionString, int candidates, string outputs)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        (await connection.QueryAsync<string>("SELECT reason FROM aside")).ShouldBeEmpty(outputs);
        (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM case_events")).ShouldBe(candidates);
        (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM cases")).ShouldBe(Problems);
        (await connection.QueryAsync<long>($"SELECT number FROM cases WHERE reports <> {CityOfProblems.CandidatesOfProblem} OR cleared_at IS NULL")).ShouldBeEmpty("cases count wrong");
        (await connection.QueryAsync<string>(
            $"SELECT case_id FROM case_events GROUP BY case_id HAVING COUNT(*) <> {CityOfProblems.CandidatesOfProblem} OR COUNT(DISTINCT incident) <> 2")).ShouldBeEmpty("cases hold other problems");
        (await connection.QueryAsync<string>("SELECT case_id FROM history WHERE change = 'opened' GROUP BY case_id HAVING COUNT(*) <> 1")).ShouldBeEmpty("cases were opened twice");
    }
}
