using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>
/// Gathers the readings of one uplink for a decoder: converts into the quantity's unit, tells "could not measure" from a value, sees to it that no impossible
/// value and no impossible time gets through.
/// </summary>
public sealed class SensorReadings
{
    /// <summary>Most readings of one uplink; what carries more is no sensor's message.</summary>
    internal const int Most = 2048;

    private const double WaterFreezesAtKelvin = 273.15;
    private readonly DateTimeOffset _networkAt;
    private readonly ReadingQuality _networkQuality;
    private readonly List<SensorReading> _readings = new(4);
    private DateTimeOffset _at;
    private ReadingQuality _quality;

    internal SensorReadings(SensorDevice device, DateTimeOffset receivedAt, DateTimeOffset? sentAt, bool sentAtIsWrong = false)
    {
        (Device, ReceivedAt) = (device, receivedAt);
        var plausible = !sentAtIsWrong && (sentAt is null || SensorTime.IsPlausible(sentAt.Value, receivedAt));
        (_networkAt, _networkQuality) = plausible ? (sentAt ?? receivedAt, ReadingQuality.Good) : (receivedAt, ReadingQuality.Uncertain);
        (_at, _quality) = (_networkAt, _networkQuality);
    }

    /// <summary>The sensor.</summary>
    public SensorDevice Device { get; }

    /// <summary>When the uplink arrived.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>How many there are.</summary>
    public int Count => _readings.Count;

    /// <summary>
    /// Sets the sensor's own time for the readings that follow. Null (a time that could not be read) or a time that cannot be right, more than ten minutes ahead of
    /// the arrival or more than a year behind it: the time of arrival stands for it, and the readings are uncertain.
    /// </summary>
    public void MeasuredAt(DateTimeOffset? at) =>
        (_at, _quality) = at is { } time && SensorTime.IsPlausible(time, ReceivedAt) ? (time, ReadingQuality.Good) : (ReceivedAt, ReadingQuality.Uncertain);

    /// <summary>The readings that follow are of the uplink's own time again.</summary>
    public void MeasuredNow() => (_at, _quality) = (_networkAt, _networkQuality);

    /// <summary>The readings that follow were measured at some time before the uplink that is not known.</summary>
    public void MeasuredBefore() => (_at, _quality) = (_networkAt, ReadingQuality.Uncertain);

    /// <summary>Adds a value in the quantity's own unit. One that is impossible becomes a bad reading; a percentage a little beyond its ends is limited.</summary>
    public void Add(Quantity quantity, double value)
    {
        var (possible, limited) = Possible(quantity, value);
        if (_readings.Count >= Most)
            throw new UplinkException($"it carries more than {Most} readings");
        _readings.Add(new SensorReading(quantity, possible, double.IsNaN(possible) ? ReadingQuality.Bad : limited ? ReadingQuality.Uncertain : _quality, _at));
    }

    /// <summary>Adds a value in a unit.</summary>
    /// <exception cref="ArgumentException">The quantity has no such unit.</exception>
    public void Add(Quantity quantity, double value, string unit)
    {
        if (!SensorUnits.TryConvert(quantity, value, unit, out var converted))
            throw new ArgumentException($"{Quantities.NameOf(quantity)} is not measured in '{unit}'; units are {SensorUnits.Known}", nameof(unit));
        Add(quantity, converted);
    }

    /// <summary>Adds that the sensor could not measure.</summary>
    public void AddBad(Quantity quantity) => Add(quantity, double.NaN);

    /// <summary>Adds the value of a member: a number, a truth value, or text such as "2116 mm"; a text without a number means "could not measure".</summary>
    /// <returns>Whether the object has such a member.</returns>
    /// <param name="quantity">What it is.</param>
    /// <param name="fields">The object.</param>
    /// <param name="name">The member's name in UTF-8.</param>
    /// <param name="unit">The unit of a number that names none; empty: the quantity's own.</param>
    public bool Add(Quantity quantity, JsonElement fields, ReadOnlySpan<byte> name, string unit = "")
    {
        if (fields.ValueKind != JsonValueKind.Object || !fields.TryGetProperty(name, out var value))
            return false;
        Add(quantity, MeasuredValue.Read(quantity, value, unit));
        return true;
    }

    /// <summary>The readings, oldest first; in the order in which they were added where times are equal.</summary>
    internal IReadOnlyList<SensorReading> ToList()
    {
        for (var i = 1; i < _readings.Count; i++)
        {
            if (_readings[i].At < _readings[i - 1].At)
                return [.. _readings.OrderBy(reading => reading.At)];
        }

        return _readings;
    }

    private static (double Value, bool Limited) Possible(Quantity quantity, double value) => quantity switch
    {
        _ when !double.IsFinite(value) => (double.NaN, false),
        Quantity.Tilt => (Math.Abs(value) <= 180 ? Math.Abs(value) : double.NaN, false),
        Quantity.Distance or Quantity.Count or Quantity.BatteryVoltage => (value >= 0 ? value : double.NaN, false),
        Quantity.FillLevel or Quantity.Humidity or Quantity.Battery => Percentage(value),
        Quantity.Open or Quantity.Occupied or Quantity.Wet => (value is 0 or 1 ? value : double.NaN, false),
        Quantity.Temperature => (value >= -WaterFreezesAtKelvin ? value : double.NaN, false),
        _ => (value, false),
    };

    /// <summary>A fill level may overshoot: the heap above a bin's rim, a calibration. Far beyond it is another thing, such as 255 for "unknown".</summary>
    private static (double Value, bool Limited) Percentage(double value) => value switch
    {
        >= 0 and <= 100 => (value, false),
        >= -20 and <= 120 => (Math.Clamp(value, 0, 100), true),
        _ => (double.NaN, false),
    };
}
