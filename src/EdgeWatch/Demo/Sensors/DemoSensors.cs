using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Ingest.Sensors;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Demo.Sensors;

/// <summary>The sensors of the demo: simulated devices that report as ChirpStack passes them on, through the same broker, and what the agent is told of them.</summary>
internal sealed class DemoSensors : IAsyncDisposable
{
    private const string Source = "lorawan";

    private readonly CancellationTokenSource _stop = new();
    private readonly IMqttClient _client;
    private readonly Task _running;

    private DemoSensors(IReadOnlyList<(TruthSensor Sensor, Func<double> Position)> sensors, IMqttClient client, TimeProvider time)
    {
        _client = client;
        _client.Start();
        _running = Task.WhenAll(sensors.Select(entry => new SimulatedCover(entry.Sensor, entry.Position, client, time).RunAsync(_stop.Token)));
    }

    /// <summary>Starts the sensors of all clips; null where no clip has one.</summary>
    /// <param name="clips">What is played.</param>
    /// <param name="positionOf">Where the clip of a camera is, in seconds.</param>
    /// <param name="broker">Where the network server publishes.</param>
    /// <param name="time">For times and waits.</param>
    /// <param name="logs">For the connection.</param>
    public static DemoSensors? Start(IReadOnlyList<ClipTruth> clips, Func<string, double> positionOf, BrokerOptions broker, TimeProvider time, ILoggerFactory logs)
    {
        var sensors = (from clip in clips from sensor in clip.Sensors select (sensor, (Func<double>)(() => positionOf(clip.Camera)))).ToList();
        return sensors.Count == 0 ? null : new DemoSensors(sensors, new MqttClient(new MqttClientOptions(broker, "chirpstack-demo"), logs.CreateLogger<MqttClient>()), time);
    }

    /// <summary>How the agent hears them.</summary>
    public static UplinkSourceOptions[] SourcesOf(IReadOnlyList<ClipTruth> clips, BrokerOptions broker) =>
        clips.Any(clip => clip.Sensors.Count > 0) ? [new UplinkSourceOptions { Name = Source, Kind = UplinkSourceKind.Mqtt, Format = UplinkFormat.ChirpStack, Broker = broker }] : [];

    /// <summary>The sensors, each tied to the zone that shows its cover.</summary>
    public static SensorOptions[] Of(IReadOnlyList<ClipTruth> clips) =>
    [
        .. from clip in clips
           from sensor in clip.Sensors
           select new SensorOptions
           {
               Id = sensor.Id,
               Name = sensor.Name,
               Source = Source,
               Device = sensor.Device,
               Make = "milesight-em310-tilt",
               Component = sensor.Component,
               Camera = clip.Camera,
               Zone = sensor.Zone,
               Interval = TimeSpan.FromSeconds(3),
               SilentAfter = TimeSpan.FromSeconds(30),
               Rules = [new ReadingRuleOptions { Rule = "tilt", ClearAfter = TimeSpan.FromSeconds(6) }, new ReadingRuleOptions { Rule = "battery" }],
           },
    ];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _client.DisposeAsync();
        _stop.Dispose();
    }
}
