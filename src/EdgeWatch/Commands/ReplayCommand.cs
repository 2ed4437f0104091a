using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.Ingest.Sensors;
using EdgeWatch.Replay;
using EdgeWatch.Terminal;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch replay uplinks FILE</c>: recorded uplinks through the agent's own flow, in the time of the recording.</summary>
internal static class ReplayCommand
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create() => new("replay", "Play recordings through the agent's own flow; nothing is published.") { Uplinks() };

    private static Command Uplinks()
    {
        var file = new Argument<string>("file") { Description = "Recorded uplinks, one JSON object a line: receivedAt, address, payload; also as 'mosquitto_sub -F %J' writes them. .gz is unpacked." };
        var config = ConfigOption.Create();
        var source = new Option<string?>("--source") { Description = "The source of the configuration that the uplinks came through; may be left out where there is one.", HelpName = "NAME" };
        var speed = new Option<string>("--speed") { Description = "So many times as fast as recorded, or max.", HelpName = "N", DefaultValueFactory = _ => "max" };
        var json = new Option<string?>("--json") { Description = "Write findings and counts there.", HelpName = "FILE" };
        var command = new Command("uplinks", "Recorded uplinks of fixed sensors: what would have been found.") { file, config, source, speed, json }
            .WithExamples("./edgewatch replay uplinks uplinks.jsonl --config edgewatch.yaml", "./edgewatch replay uplinks uplinks.jsonl.gz --speed 100 --source lora");
        command.SetAction((result, stop) => RunAsync(
            result.GetValue(file)!, result.GetValue(config)!, result.GetValue(source), result.GetValue(speed)!, result.GetValue(json), stop));
        return command;
    }

    private static async Task<int> RunAsync(string file, string config, string? source, string speed, string? json, CancellationToken stop)
    {
        if (!TryReadSpeed(speed, out var times))
            return Refuse($"--speed = {speed}: write a number such as 100, or max");
        if (!File.Exists(file))
            return Refuse($"there is no file {file}");
        if (ConfigOption.ReadOrExplain(config) is not { } options)
            return ExitCodes.Usage;
        var names = options.Agent?.SensorSources.Select(one => one.Name).ToArray() ?? [];
        if (options.Agent is not { } agent || (source is null ? names.Length != 1 : !names.Contains(source)))
            return Refuse($"{config} has {names.Length} sources of sensors ({string.Join(", ", names.DefaultIfEmpty("none"))}); name one with --source");

        using var logs = ConsoleLogs.Create(LogLevel.Warning);
        var replay = new SensorReplay(
            Only(agent, source ?? names[0], file, times, logs.CreateLogger(nameof(ReplayCommand))),
            (one, time, metrics) => UplinkSources.Open(one, agent.Id, TimeProvider.System, logs, metrics), logs);
        var result = await replay.RunAsync(stop);
        Show(result);
        if (json is not null)
            await File.WriteAllTextAsync(json, JsonSerializer.Serialize(new { result.Findings, result.Uplinks, result.Dropped, result.Unknown, result.Until }, Layout) + "\n", stop);
        return ExitCodes.Ok;
    }

    private static int Refuse(string words)
    {
        Screen.Instance.Error(words);
        return ExitCodes.Usage;
    }

    /// <summary>0: as fast as can be judged.</summary>
    private static bool TryReadSpeed(string text, out double times)
    {
        times = 0;
        return text == "max" || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out times) && times is > 0 and <= 1_000_000);
    }

    /// <summary>The agent with one source, which reads the file, and its sensors.</summary>
    private static AgentOptions Only(AgentOptions agent, string source, string file, double speed, ILogger logger)
    {
        var known = new SensorSurroundings(agent);
        return agent with
        {
            SensorSources = [agent.SensorSources.First(one => one.Name == source) with { Kind = UplinkSourceKind.File, Path = file, Speed = speed }],
            Sensors = [.. SensorRegister.With(agent, logger).Where(sensor => SensorSettings.Of(sensor, known.ProfileOf(sensor), known.OnlySource).Source == source)],
            SensorRegister = null,
        };
    }

    private static void Show(ReplayResult result)
    {
        if (result.Findings.Count > 0)
        {
            Screen.Instance.Table(
                ["sensor", "problem", "opened", "cleared", "why"],
                result.Findings.Select(finding => new[] { finding.Sensor, finding.Problem, Text(finding.OpenedAt), finding.ClearedAt is { } at ? Text(at) : "open", finding.Found ?? "" }));
        }

        var uplinks = result.Uplinks;
        Screen.Instance.Line($"{result.Running} sensors ({result.Refused} set aside), {uplinks.Judged} uplinks judged, {uplinks.Repeated} repeated, {uplinks.Undecoded} not understood, {uplinks.Unknown} of {result.Unknown.Count} devices that nobody configured");
        foreach (var device in result.Unknown.OrderByDescending(device => device.Uplinks).Take(10))
            Screen.Instance.Line($"  heard, not configured: {device.Device} ({device.Uplinks} uplinks)");
        foreach (var source in result.Sources.Where(source => source.LastError is not null))
            Screen.Instance.Warn($"{source.Source}: {source.LastError}");
        foreach (var (reason, count) in result.Dropped)
            Screen.Instance.Warn($"{reason}: {count}");
        Screen.Instance.Good(string.Create(CultureInfo.InvariantCulture, $"{result.Findings.Count} findings ({result.Findings.Count(finding => finding.ClearedAt is null)} open at the end) up to {Text(result.Until)}, in {result.Took.TotalSeconds:F1} s"));
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
