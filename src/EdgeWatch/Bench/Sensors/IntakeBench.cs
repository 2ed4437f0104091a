using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeWatch.Contracts;
using EdgeWatch.Figures;
using EdgeWatch.Local;
using EdgeWatch.Mqtt;
using EdgeWatch.Terminal;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Bench.Sensors;

/// <summary>
/// What one agent takes in: a mosquitto of our own, an agent as a process of its own with so many sensors, and uplinks published to it with QoS 1. Counted is what the agent has
/// judged; its memory and CPU time are those of its process.
/// </summary>
/// <param name="folder">Where configuration, logs and data lie.</param>
/// <param name="sensors">Sensors, each of them heard in turn.</param>
/// <param name="rate">Uplinks a second; 0: as many as are taken.</param>
/// <param name="window">For how long it is measured.</param>
/// <param name="time">The clock.</param>
internal sealed partial class IntakeBench(string folder, int sensors, int rate, TimeSpan window, TimeProvider time)
{
    /// <summary>Messages under way to the broker at a time, over all publishers.</summary>
    private const int UnderWay = 256;

    /// <summary>Connections that publish: a client has at most twenty messages under way, which on a busy machine is too few for one alone.</summary>
    private const int Publishers = 4;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);
    private readonly byte[][] _quiet = [.. Enumerable.Range(0, 64).Select(index => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"tilt":{{index % 40 / 10.0:0.0}},"battery":{{40 + (index % 50)}}}""")))];
    private long _published;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken stop)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        await using var children = new Children(folder);
        var (broker, metrics) = (LocalBroker.FreePort(), LocalBroker.FreePort());
        await using var mosquitto = await LocalBroker.StartAsync(Path.Combine(folder, "broker"), broker, stop);
        var agent = children.StartSelf("agent", "agent", "--config", WriteConfiguration(broker, metrics));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{metrics}") };
        while (!await IsLiveAsync(http, agent, stop))
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, stop);

        var clients = await ConnectAsync(broker, stop);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var publishing = PublishAsync(clients, ended.Token);
        await Task.Delay(WarmUp, time, stop);
        var (memory, judged, began) = (MemoryOf(agent), await JudgedAsync(http, stop), time.GetTimestamp());
        var cpu = await new ProcessMeter(agent).MeasureAsync(window, time, stop);
        var (after, memoryAfter, took) = (await JudgedAsync(http, stop), MemoryOf(agent), time.GetElapsedTime(began));
        await ended.CancelAsync();
        await publishing;
        foreach (var client in clients)
            await client.DisposeAsync();
        return
        [
            new("sensors.uplinksPerSecond", (after - judged) / took.TotalSeconds, "1/s"),
            new("sensors.intakeSensors", sensors, "1"),
            new("sensors.intakeSeconds", took.TotalSeconds, "s"),
            new("sensors.intakeLost", _published - await AllJudgedAsync(http, stop), "1"),
            new("sensors.intakeCpu", 100 * cpu, "% of a core"),
            new("sensors.intakeMemoryStart", memory, "MiB"),
            new("sensors.intakeMemoryEnd", memoryAfter, "MiB"),
        ];
    }

    private async Task<MqttClient[]> ConnectAsync(int broker, CancellationToken stop)
    {
        MqttClient[] clients = [.. Enumerable.Range(1, Publishers).Select(number => new MqttClient(
            new MqttClientOptions(new BrokerOptions { Host = "127.0.0.1", Port = broker }, $"bench-sensors-{number}"), NullLogger<MqttClient>.Instance))];
        foreach (var client in clients)
            client.Start();
        while (!clients.All(client => client.IsConnected))
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, stop);
        return clients;
    }

    private string WriteConfiguration(int broker, int metrics)
    {
        var register = Path.Combine(folder, "sensors.csv");
        File.WriteAllLines(register, ["id,device,profile", .. Enumerable.Range(0, sensors).Select(index => $"{SyntheticPlan.NameOf(index)},{SyntheticPlan.NameOf(index)},cover")]);
        var file = Path.Combine(folder, "agent.yaml");
        File.WriteAllText(file, $$"""
            agent:
              id: intake
              data: {{Path.Combine(folder, "data")}}
              broker: { host: 127.0.0.1, port: {{broker}} }
              metricsPort: {{metrics}}
              sensorSources:
                - { name: gateway, kind: mqtt, format: plain, topics: ["s/{device}"], broker: { host: 127.0.0.1, port: {{broker}} } }
              sensorProfiles:
                - { id: cover, make: edgewatch, interval: 1h, rules: [{ rule: tilt }, { rule: battery }] }
              sensorRegister: {{register}}
            """);
        return file;
    }

    /// <summary>Every sensor in turn; one report in ten thousand tells of a tilt.</summary>
    private async Task PublishAsync(MqttClient[] clients, CancellationToken stop)
    {
        var (began, gate, tilted) = (time.GetTimestamp(), new SemaphoreSlim(UnderWay), """{"tilt":31.5,"battery":77}"""u8.ToArray());
        try
        {
            for (var number = 0L; !stop.IsCancellationRequested; number++)
            {
                if (rate > 0 && TimeSpan.FromSeconds((double)number / rate) - time.GetElapsedTime(began) is var early && early > TimeSpan.FromMilliseconds(5))
                    await Task.Delay(early, time, stop);
                await gate.WaitAsync(stop);
                var payload = number % 10_007 == 0 ? tilted : _quiet[number % _quiet.Length];
                _ = SendAsync(clients[number % clients.Length], new MqttPublish($"s/{SyntheticPlan.NameOf((int)(number % sensors))}", payload), gate);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the measurement; what is under way is waited for below.
        }

        for (var left = 0; left < UnderWay; left++)
            await gate.WaitAsync(CancellationToken.None);
        gate.Dispose();
    }

    private async Task SendAsync(MqttClient client, MqttPublish message, SemaphoreSlim gate)
    {
        try
        {
            await client.PublishAsync(message, CancellationToken.None);
            Interlocked.Increment(ref _published);
        }
        catch (MqttException refused)
        {
            Screen.Instance.Warn(refused.Message);
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task<bool> IsLiveAsync(HttpClient http, Process agent, CancellationToken stop)
    {
        if (agent.HasExited)
            throw new MissingPieceException($"the agent ended with code {agent.ExitCode} before it was measured; its log lies in the bench folder");
        try
        {
            using var answer = await http.GetAsync("/health", stop);
            var status = JsonSerializer.Deserialize(await answer.Content.ReadAsStreamAsync(stop), ContractsJson.Default.AgentStatus);
            return status?.SensorSources is [{ Live: true }];
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<long> JudgedAsync(HttpClient http, CancellationToken stop)
    {
        var text = await http.GetStringAsync("/metrics", stop);
        return Judged().Matches(text).Sum(match => long.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>What was published has to be judged, if a little later.</summary>
    private async Task<long> AllJudgedAsync(HttpClient http, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var judged = await JudgedAsync(http, stop);
            if (judged >= Interlocked.Read(ref _published) || time.GetElapsedTime(began) > Settle)
                return judged;
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, stop);
        }
    }

    /// <summary>Resident memory in MiB, from /proc/PID/status.</summary>
    private static double MemoryOf(Process process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    [GeneratedRegex("""^edgewatch_sensor_uplinks_total\{.*end="judged".*\} (?<count>[0-9]+)$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Judged();
}
