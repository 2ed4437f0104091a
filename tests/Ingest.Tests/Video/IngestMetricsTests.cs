using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdgeWatch.CameraSimulator;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Ingest.Tests.Video;

public sealed class IngestMetricsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Rig _rig = new();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counted = new();

    public IngestMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, _rig.Meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _counted.AddOrUpdate($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}", value, (_, sum) => sum + value));
        _listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => _counted.AddOrUpdate(instrument.Name, 1, (_, count) => count + 1));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _rig.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_a_camera_does_is_counted()
    {
        var clip = new SimulatedCamera("cam", Clip.Pattern(_folder, "cam.mp4", Clip.H264Often));
        await using var camera = RtspSimulator.Start(new SimulatorOptions { Cameras = [clip] }, TimeProvider.System, NullLoggerFactory.Instance);
        await using var looking = new Looking(
            _rig.Source(camera.UrlOf("cam"), options => options with { ReconnectDelay = TimeSpan.FromMilliseconds(200) }), TimeSpan.FromMilliseconds(300));
        await looking.SeeAsync(2);
        camera.Camera("cam").Stop();
        await Eventually.TrueAsync(() => looking.Status.LooksDue > looking.Status.LooksMade, "a missed look");
        camera.Camera("cam").Resume();
        await looking.SeeAsync(looking.Looks.Count + 1);

        _counted["edgewatch.ingest.looks.made cam"].ShouldBeGreaterThanOrEqualTo(3);
        _counted["edgewatch.ingest.looks.missed cam"].ShouldBeGreaterThanOrEqualTo(1);
        _counted["edgewatch.ingest.connects cam connected"].ShouldBe(2);
        _counted["edgewatch.ingest.losses cam lost"].ShouldBe(1);
        _counted["edgewatch.ingest.look.duration"].ShouldBeGreaterThanOrEqualTo(3);
    }
}
