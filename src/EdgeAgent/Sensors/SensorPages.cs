using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>
/// The status of all sensors by pages of at most <see cref="ContractLimits.SensorsOnPage"/>, ordered by id: those that run, those that were set aside, and devices that
/// were heard and that nobody configured. Belongs to the publisher.
/// </summary>
internal sealed class SensorPages
{
    private readonly IReadOnlyList<Sensor> _sensors;
    private readonly IReadOnlyList<SensorStatus> _refused;
    private readonly UnknownDevices _unknown;
    private readonly HashSet<string> _ids;
    private int _listed = -1;
    private Line[][] _lines = [];
    private PageMark[] _marks = [];

    public SensorPages(IReadOnlyList<Sensor> sensors, IReadOnlyList<SensorStatus> refused, UnknownDevices unknown)
    {
        (_sensors, _unknown, _ids) = (sensors, unknown, [.. sensors.Select(sensor => sensor.Settings.Id)]);
        _refused = [.. refused.Select(Unique)];
        Arrange();

        // One that was set aside because its id is another's already: a bridge takes an id once, and its error is to be seen.
        SensorStatus Unique(SensorStatus status)
        {
            var id = status.Sensor;
            for (var number = 2; !_ids.Add(id); number++)
                id = $"{status.Sensor[..Math.Min(status.Sensor.Length, 60)]}-{number}";
            return status with { Sensor = id };
        }
    }

    /// <summary>What has happened on each page; where a device was listed anew, the pages are arranged anew.</summary>
    public IReadOnlyList<PageMark> Marks
    {
        get
        {
            if (_unknown.Count != _listed)
                Arrange();
            return _marks;
        }
    }

    /// <summary>One page as it is now.</summary>
    public SensorPage Read(string agent, int page, DateTimeOffset now) => new()
    {
        Agent = agent,
        Page = page,
        Pages = _lines.Length,
        At = now,
        Sensors = [.. _lines[page].Select(line => line.Read())],
    };

    private void Arrange()
    {
        var devices = _unknown.All();
        _listed = devices.Count;
        Line[] lines =
        [
            .. _sensors.Select(sensor => new Line(sensor.Settings.Id, sensor.Status, sensor)),
            .. _refused.Select(status => new Line(status.Sensor, () => status, null)),
            .. devices.Select(StatusOf).Where(status => !_ids.Contains(status.Sensor)).DistinctBy(status => status.Sensor).Select(status => new Line(status.Sensor, () => status, null)),
        ];
        Array.Sort(lines, (one, other) => string.CompareOrdinal(one.Id, other.Id));
        _lines = [.. lines.Chunk(ContractLimits.SensorsOnPage)];
        _marks = [.. _lines.Select(_ => new PageMark())];
        for (var page = 0; page < _lines.Length; page++)
        {
            foreach (var line in _lines[page])
            {
                if (line.Sensor is { } sensor)
                    sensor.Page = _marks[page];
            }
        }
    }

    private static SensorStatus StatusOf(UnknownDevice device) => new()
    {
        Sensor = Identifiers.From(device.Device),
        Name = Identifiers.IsValid(device.Device) ? null : device.Device,
        State = SensorStates.Unknown,
        Since = device.FirstAt,
        HeardAt = device.HeardAt,
        Undecoded = device.Uplinks,
        LastError = $"heard through source '{device.Source}', but no sensor names the device; add one to agent.sensors or its register if it is to be judged",
    };

    private sealed record Line(string Id, Func<SensorStatus> Read, Sensor? Sensor);
}
