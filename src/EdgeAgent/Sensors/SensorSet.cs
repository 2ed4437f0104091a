using EdgeWatch.Contracts;
using EdgeWatch.Ingest.Sensors;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>All fixed sensors of an agent, by their sources: runs them and sums them up. Safe from any thread once it is made.</summary>
internal sealed class SensorSet
{
    private readonly IReadOnlyList<SensorSource> _sources;
    private readonly SensorStatus[] _refused;
    private readonly Dictionary<string, Sensor> _byId;

    private SensorSet(IReadOnlyList<SensorSource> sources, IEnumerable<SensorSettings> refused, UnknownDevices unknown, DateTimeOffset now)
    {
        (_sources, Unknown) = (sources, unknown);
        _refused = [.. refused.Select(sensor => new SensorStatus
        {
            Sensor = Identifiers.From(sensor.Id), Name = sensor.Name, State = SensorStates.Refused, Since = now, LastError = sensor.Error, Component = sensor.Component, Camera = sensor.Camera, Zone = sensor.Zone, Place = sensor.Place,
        })];
        _byId = sources.SelectMany(source => source.Sensors).ToDictionary(sensor => sensor.Settings.Id, StringComparer.Ordinal);
        Pages = new SensorPages([.. _byId.Values], _refused, unknown);
    }

    /// <summary>The status by pages.</summary>
    public SensorPages Pages { get; }

    public UnknownDevices Unknown { get; }

    /// <summary>Sensors that were not set aside.</summary>
    public int Running => _byId.Count;

    /// <summary>Sensors that were.</summary>
    public int Refused => _refused.Length;

    /// <summary>Puts together what the options name. A sensor or source that cannot be is set aside with its error.</summary>
    public static SensorSet Open(IReadOnlyList<SensorSettings> sensors, IReadOnlyList<UplinkSourceOptions> sources, SensorFactory factory, TimeProvider time, ILogger logger)
    {
        var (unknown, made, set) = (new UnknownDevices(), new List<SensorSource>(), sensors.ToList());
        foreach (var options in sources.DistinctBy(source => source.Name))
        {
            try
            {
                made.Add(factory.Make(options, [.. set.Where(sensor => sensor.Error is null && sensor.Source == options.Name)], unknown));
            }
            catch (Exception error)
            {
                // Whatever one source's options bring about, the others run.
                Log.SensorSourceRefused(logger, options.Name, error.Message);
                set = [.. set.Select(sensor => sensor.Source == options.Name ? sensor with { Error = $"its source cannot be opened: {error.Message}" } : sensor)];
            }
        }

        var refused = set.Where(sensor => sensor.Error is not null).ToArray();
        foreach (var sensor in refused.Take(20))
            Log.SensorRefused(logger, sensor.Id, sensor.Error!);
        if (refused.Length > 20)
            Log.SensorsRefused(logger, refused.Length - 20);
        return new SensorSet(made, refused, unknown, time.GetUtcNow());
    }

    public Sensor? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Sensors tied to a camera, and to its zone where one is given.</summary>
    public IEnumerable<Sensor> SeenBy(string camera, string? zone) =>
        _byId.Values.Where(sensor => sensor.Settings.Camera == camera && (zone is null || sensor.Settings.Zone is null || sensor.Settings.Zone == zone));

    public Task RunAsync(CancellationToken stop, CancellationToken abort) => Task.WhenAll(_sources.Select(source => source.RunAsync(stop, abort)));

    public IReadOnlyList<SensorSourceStatus> Sources() => [.. _sources.Select(source => source.Status())];

    /// <summary>How many sensors are how, and how many were heard since a moment.</summary>
    public (int Heard, int Silent) Count(DateTimeOffset since)
    {
        var (heard, silent) = (0, 0);
        foreach (var sensor in _byId.Values)
        {
            if (sensor.HeardAt >= since)
                heard++;
            if (sensor.State == SensorStates.Silent)
                silent++;
        }

        return (heard, silent);
    }
}
