using System.Diagnostics;
using System.Globalization;
using System.Text;
using EdgeWatch.Bench.Intake;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Figures;
using EdgeWatch.Local;
using EdgeWatch.Terminal;
using Npgsql;

namespace EdgeWatch.Bench.Api;

/// <summary>What is measured.</summary>
/// <param name="Folder">Where store, configuration and logs lie; emptied first.</param>
/// <param name="Cases">Cases in the store.</param>
/// <param name="UsesPostgres">A PostgreSQL of our own; else SQLite.</param>
/// <param name="Rate">Requests a second.</param>
/// <param name="Window">For how long.</param>
internal sealed record ApiPlan(string Folder, long Cases, bool UsesPostgres, int Rate, TimeSpan Window);

/// <summary>A bridge as a process of its own on a store with a city's cases, asked by operators and pages.</summary>
internal sealed class ApiBench(ApiPlan plan, TimeProvider time)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly double[] Shares = [0.5, 0.95, 0.99];

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken stop)
    {
        if (Directory.Exists(plan.Folder))
            Directory.Delete(plan.Folder, recursive: true);
        Directory.CreateDirectory(plan.Folder);
        await using var postgres = plan.UsesPostgres ? await PostgresServer.StartAsync(Path.Combine(plan.Folder, "postgres"), stop) : null;
        var city = new BigCity(plan.Cases, time.GetUtcNow());
        var (filled, megabytes) = await FillAsync(city, postgres?.ConnectionString, stop);

        await using var children = new Children(plan.Folder);
        var (broker, port) = (LocalBroker.FreePort(), LocalBroker.FreePort());
        await using var mosquitto = await LocalBroker.StartAsync(Path.Combine(plan.Folder, "broker"), broker, stop);
        var bridge = children.StartSelf("bridge", "bridge", "--config", WriteConfiguration(postgres?.ConnectionString, broker, port));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
        while (!await ServesAsync(http, bridge, stop))
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, stop);

        var load = new ApiLoad(http, new ApiQuestions(city, plan.Cases).All, plan.Rate, time);
        await load.RunAsync(WarmUp, stop);
        var metering = new ProcessMeter(bridge).MeasureAsync(plan.Window, time, stop);
        var answers = await load.RunAsync(plan.Window, stop);
        var cpu = await metering;
        return
        [
            new("api.cases", plan.Cases, "1"),
            new("api.fillSeconds", filled.TotalSeconds, "s"),
            new("api.storeMegabytes", megabytes, "MiB"),
            new("api.requestsPerSecond", plan.Rate, "1/s"),
            new("api.requests", answers.Values.Sum(times => times.Count), "1"),
            new("api.bridgeCpu", 100 * cpu, "% of a core"),
            .. new[] { "list", "map", "case" }.SelectMany(kind => FiguresOf(kind, [.. answers.Where(answer => answer.Key.Split('.')[0] == kind).SelectMany(answer => answer.Value)])),
            .. answers.Where(answer => answer.Key.Contains('.')).OrderBy(answer => answer.Key, StringComparer.Ordinal).SelectMany(answer => FiguresOf(answer.Key, answer.Value)),
        ];
    }

    private async Task<(TimeSpan Took, double Megabytes)> FillAsync(BigCity city, string? postgres, CancellationToken stop)
    {
        var data = Directory.CreateDirectory(Path.Combine(plan.Folder, "data")).FullName;
        var began = time.GetTimestamp();
        // A statement makes a hundred thousand cases at once, and may take as long as it takes.
        using (var store = CaseStore.Open(postgres is null ? SqlDialect.Sqlite(Path.Combine(data, "cases.db"), TimeSpan.FromSeconds(5)) : SqlDialect.Postgres($"{postgres};Command Timeout=0"), time))
        {
            await Screen.Instance.ProgressAsync($"{plan.Cases:N0} cases", progress => Task.Run(
                () =>
                {
                    city.Fill(store, progress, stop);
                    return true;
                },
                stop));
        }

        if (postgres is null)
            return (time.GetElapsedTime(began), new DirectoryInfo(data).EnumerateFiles().Sum(file => file.Length) / (1024.0 * 1024));
        await using var connection = new NpgsqlConnection(postgres);
        await connection.OpenAsync(stop);
        // What autovacuum does within minutes of such a load, so that no minute of it is measured.
        await using var vacuum = new NpgsqlCommand("VACUUM ANALYZE", connection) { CommandTimeout = 600 };
        await vacuum.ExecuteNonQueryAsync(stop);
        await using var size = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        var bytes = Convert.ToDouble(await size.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture);
        return (time.GetElapsedTime(began), bytes / (1024 * 1024));
    }

    private string WriteConfiguration(string? postgres, int broker, int port)
    {
        var cells = Path.Combine(plan.Folder, "cells.geojson");
        File.WriteAllText(cells, Cells());
        var file = Path.Combine(plan.Folder, "bridge.yaml");
        File.WriteAllText(file, $$"""
            bridge:
              id: bench
              listen: http://127.0.0.1:{{port}}
              data: {{Path.Combine(plan.Folder, "data")}}
              {{(postgres is null ? "" : $"postgres: \"{postgres}\"")}}
              broker: { host: 127.0.0.1, port: {{broker}} }
              registers: [{{cells}}]
              evidence: { budgetMegabytes: 1000000 }
            """);
        return file;
    }

    /// <summary>A grid over the whole city.</summary>
    private static string Cells()
    {
        var text = new StringBuilder("""{"type":"FeatureCollection","features":[""");
        var (width, height) = (BigCity.Width / ApiQuestions.CellsAcross, BigCity.Height / ApiQuestions.CellsAcross);
        for (var cell = 0; cell < ApiQuestions.CellsAcross * ApiQuestions.CellsAcross; cell++)
        {
            var (west, south) = (BigCity.West + (width * (cell % ApiQuestions.CellsAcross)), BigCity.South + (height * (cell / ApiQuestions.CellsAcross)));
            var (east, north) = (west + width, south + height);
            text.Append(cell == 0 ? "\n" : ",\n").Append(CultureInfo.InvariantCulture, $$$"""
                {"type":"Feature","properties":{"单元网格编码":"{{{ApiQuestions.CellCode(cell)}}}","启用日期":"2020-01-01"},"geometry":{"type":"Polygon","coordinates":[[[{{{west:F7}}},{{{south:F7}}}],[{{{east:F7}}},{{{south:F7}}}],[{{{east:F7}}},{{{north:F7}}}],[{{{west:F7}}},{{{north:F7}}}],[{{{west:F7}}},{{{south:F7}}}]]]}}
                """);
        }

        return text.Append("\n]}").ToString();
    }

    private static async Task<bool> ServesAsync(HttpClient http, Process bridge, CancellationToken stop)
    {
        if (bridge.HasExited)
            throw new MissingPieceException($"the bridge ended with code {bridge.ExitCode} before it was measured; its log lies in the bench folder");
        try
        {
            using var answer = await http.GetAsync("/health", stop);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static IEnumerable<Figure> FiguresOf(string name, List<double> times)
    {
        times.Sort();
        return times.Count == 0 ? [] : Shares.Select(share => new Figure($"api.{name}.p{share * 100:0}", times[Math.Min(times.Count - 1, (int)(times.Count * share))], "ms"));
    }
}
