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
        (_sensors, _refused, _unknown) = (sensors, refused, unknown);
        _ids = [.. sensors.Select(sensor => sensor.Settings.Id), .. refused.Select(status => status.Sensor)];
        Arrange();
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
            .. devices.Where(device => Identifiers.IsValid(device.Device) && !_ids.Contains(device.Device)).DistinctBy(device => device.Device)
                .Select(device => new Line(device.Device, () => StatusOf(device), null)),
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
        Sensor = device.Device,
        State = SensorStates.Unknown,
        Since = device.FirstAt,
        HeardAt = device.HeardAt,
        Undecoded = device.Uplinks,
        LastError = $"heard through source '{device.Source}', but no sensor names the device; add one to agent.sensors or its register if it is to be judged",
    };

    private sealed record Line(string Id, Func<SensorStatus> Read, Sensor? Sensor);
}
