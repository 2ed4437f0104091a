using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EdgeWatch.CaseBridge;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Tests;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;

if (args is ["take", var store])
    return await TakeUntilKilledAsync(store);

// dotnet run --project tests/CaseBridge.Tests -- [port]: the real bridge and the real broker, with an agent's worth of candidates published into it.
// It runs until Enter is pressed or its input is closed.
var port = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 8080;
using var folder = new TempFolder();
using var stop = new CancellationTokenSource();
await using var broker = await MosquittoBroker.StartAsync();
var options = new BridgeOptions
{
    Listen = $"http://127.0.0.1:{port}",
    Data = folder.FullPath,
    Broker = new BrokerOptions { Host = broker.Host, Port = broker.Port },
};
var console = Repository.File("src", "CaseBridge", "wwwroot");
var bridge = BridgeHost.RunAsync(options, stop.Token, listening: address => Console.WriteLine($"{address} (broker on port {broker.Port}, console from {console})"), console: console);

await using var agent = new MqttClient(new MqttClientOptions(options.Broker, "seed"), NullLogger<MqttClient>.Instance);
var connected = new TaskCompletionSource();
agent.Start(up => _ = up && connected.TrySetResult());
await connected.Task;
await SeedAsync(agent);
Console.WriteLine("seeded; Enter ends it");
await Console.In.ReadLineAsync();
await stop.CancelAsync();
await bridge;
return 0;

// For the kill tests: takes candidates for ever and prints each id once it is committed.
static async Task<int> TakeUntilKilledAsync(string folder)
{
    using var intake = new TestIntake(dialect: SqlDialect.Sqlite(Path.Combine(folder, "cases.db"), TimeSpan.FromSeconds(5)));
    var factory = new CandidateFactory();
    while (true)
    {
        var batch = Enumerable.Range(0, 5).Select(_ => factory.Opened($"camera-{Guid.NewGuid():N}", picture: CandidateFactory.Picture(1))).ToArray();
        await intake.TakeAsync(batch);
        foreach (var candidate in batch)
            Console.WriteLine(candidate.Id);
        await Console.Out.FlushAsync();
    }
}

static async Task SeedAsync(MqttClient agent)
{
    var factory = new CandidateFactory(start: TimeProvider.System.GetUtcNow().AddMinutes(-10));
    string[] cameras = ["crossing", "market", "school-gate"];
    await PublishAsync(agent, Topics.Status(factory.Agent), JsonSerializer.SerializeToUtf8Bytes(factory.Status(cameras: cameras), ContractsJson.Default.AgentStatus), retain: true);
    foreach (var (camera, index) in cameras.Select((camera, index) => (camera, index)))
    {
        foreach (var problem in Problems.All.Take(4))
        {
            var picture = await PictureAsync(index + (10 * problem.Length));
            var candidate = factory.Opened(
                camera, $"zone-{problem}", problem, place: new Place(116.397 + (0.01 * index), 39.908, CoordinateSystems.Wgs84, 30, "camera"), picture: picture, score: 0.6f + (0.1f * index));
            await PublishAsync(agent, Topics.Events(factory.Agent), CandidateFactory.Json(candidate));
            await PublishAsync(agent, Topics.Evidence(factory.Agent, candidate.Data.Evidence!.Id), picture);
        }

        for (var sample = 0; sample < 60; sample++)
        {
            var score = Math.Abs(MathF.Sin(sample + index));
            var scored = new ScoreSample
            {
                Id = Guid.CreateVersion7(),
                Agent = factory.Agent,
                Camera = camera,
                TakenAt = factory.Start.AddSeconds(sample * 10),
                Class = "overflow",
                Score = score,
                Threshold = 0.55f,
                Box = new Subject("overflow", score, 0.3f, 0.4f, 0.5f, 0.8f),
                SamplingProbability = 1,
                Model = "garbage@0123456789ab",
            };
            await PublishAsync(agent, Topics.Scores(factory.Agent), JsonSerializer.SerializeToUtf8Bytes(scored, ContractsJson.Default.ScoreSample));
        }
    }

    await SeedSensorsAsync(agent, factory);
    await PublishAsync(agent, Topics.Events(factory.Agent), "{ \"id\": \"not a candidate\" }"u8.ToArray());
}

// Two pages of sensors in every state, a tilted cover that the camera vouches for, one that it contradicts, and a silent sensor.
static async Task SeedSensorsAsync(MqttClient agent, CandidateFactory factory)
{
    string[] states = [SensorStates.Live, SensorStates.Live, SensorStates.Expected, SensorStates.Silent, SensorStates.Faulty, SensorStates.Refused];
    for (var page = 0; page < 2; page++)
    {
        var sensors = factory.Sensors(page, 2, sensors: [.. Enumerable.Range(page * 120, 120).Select(number => $"cover-{number:000}")]);
        sensors = sensors with { Sensors = [.. sensors.Sensors.Select((sensor, index) => sensor with { State = states[index % states.Length], Camera = "crossing", Component = $"1101010101000{page}{index:000}" })] };
        await PublishAsync(agent, Topics.Sensors(factory.Agent, page), JsonSerializer.SerializeToUtf8Bytes(sensors, ContractsJson.Default.SensorPage), retain: true);
    }

    const string Camera = "/agents/street-1/cameras/crossing";
    var picture = await PictureAsync(7);
    var tilted = factory.OpenedBySensor("cover-000", component: "11010101010000000");
    var seen = CandidateFactory.Vouched(factory.Updated(tilted, picture), Camera);
    var other = factory.OpenedBySensor("cover-001", component: "11010101010000001");
    CandidateEvent[] candidates =
    [
        tilted, seen, other, CandidateFactory.Vouched(factory.Updated(other), Camera, CorroborationAnswers.Contradicts, 0.211, "cover present, score 0.81"),
        factory.OpenedBySensor("bin-3", "fill-level", Problems.BinFull), factory.OpenedBySensor("cover-003", "silence", Problems.SensorSilent),
    ];
    foreach (var candidate in candidates)
        await PublishAsync(agent, Topics.Events(factory.Agent), CandidateFactory.Json(candidate));
    await PublishAsync(agent, Topics.Evidence(factory.Agent, seen.Data.Evidence!.Id), picture);
}

static async Task PublishAsync(MqttClient agent, string topic, byte[] payload, bool retain = false) =>
    await agent.PublishAsync(new MqttPublish(topic, payload) { Retain = retain }, CancellationToken.None);

static async Task<byte[]> PictureAsync(int seed)
{
    var start = new ProcessStartInfo("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", $"testsrc=size=960x540,hue=h={seed * 25}", "-frames:v", "1", "-f", "mjpeg", "-"]) { UseShellExecute = false, RedirectStandardOutput = true };
    using var ffmpeg = Process.Start(start)!;
    using var picture = new MemoryStream();
    await ffmpeg.StandardOutput.BaseStream.CopyToAsync(picture);
    await ffmpeg.WaitForExitAsync();
    return picture.ToArray();
}
