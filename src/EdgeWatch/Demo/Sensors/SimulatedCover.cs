using System.Globalization;
using System.Text.Json;
using EdgeWatch.Mqtt;

namespace EdgeWatch.Demo.Sensors;

/// <summary>
/// A Milesight EM310-TILT as ChirpStack v4 passes it on: reports every <see cref="Interval"/>, and at once when the cover moves. It moves with the clip that shows it.
/// </summary>
/// <param name="sensor">What it reads, and when.</param>
/// <param name="position">Where the clip is, in seconds.</param>
/// <param name="client">Connected to the broker of the network server.</param>
/// <param name="time">For both.</param>
internal sealed class SimulatedCover(TruthSensor sensor, Func<double> position, IMqttClient client, TimeProvider time)
{
    /// <summary>Real ones report every few hours; here nobody would wait for that.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(200);
    private const double Moved = 5;

    private readonly Random _noise = new(17);
    private int _frame;

    /// <summary>The topic on which ChirpStack publishes uplinks of a device.</summary>
    public static string TopicOf(string device) => $"application/demo/device/{device}/event/up";

    public async Task RunAsync(CancellationToken stop)
    {
        var (reported, reportedAt) = (double.NaN, DateTimeOffset.MinValue);
        while (!stop.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            var tilt = sensor.TiltAt(position());
            if (!(Math.Abs(tilt - reported) < Moved) || now - reportedAt >= Interval)
            {
                if (await TryReportAsync(tilt + (_noise.NextDouble() - 0.5) * 0.4, now, stop))
                    (reported, reportedAt) = (tilt, now);
            }

            await Task.Delay(Watch, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryReportAsync(double tilt, DateTimeOffset now, CancellationToken stop)
    {
        try
        {
            await client.PublishAsync(new MqttPublish(TopicOf(sensor.Device), Uplink(tilt, now)), stop);
            return true;
        }
        catch (Exception error) when (error is MqttException or OperationCanceledException)
        {
            // The broker is not there yet, or any more; the sensor tries again.
            return false;
        }
    }

    private byte[] Uplink(double tilt, DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        deduplicationId = Guid.CreateVersion7(now),
        time = now.ToString("O", CultureInfo.InvariantCulture),
        deviceInfo = new
        {
            applicationName = "demo",
            deviceProfileName = "EM310-TILT",
            deviceName = sensor.Id,
            devEui = sensor.Device,
            tags = new { componentId = sensor.Component },
        },
        fCnt = ++_frame,
        fPort = 85,
        @object = new
        {
            battery = 96,
            angle_x = Math.Round(tilt, 2),
            angle_y = 0.12,
            angle_z = Math.Round(90 - tilt, 2),
            threshold_x = tilt > 15 ? "trigger" : "normal",
            threshold_y = "normal",
            threshold_z = "normal",
        },
    });
}
