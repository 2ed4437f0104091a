namespace EdgeWatch.Ingest.Sensors;

/// <summary>What is measured. Each quantity has one unit in EdgeWatch (UCUM), into which decoders convert.</summary>
public enum Quantity
{
    /// <summary>Angle between a thing and its usual position, 0..180 °.</summary>
    Tilt,

    /// <summary>From the sensor to the nearest surface, m.</summary>
    Distance,

    /// <summary>Height of a liquid above a sensor or a datum, m.</summary>
    Level,

    /// <summary>How full a container is, 0..100 %.</summary>
    FillLevel,

    /// <summary>Whether a lid, door or cover is open: 1 open, 0 closed.</summary>
    Open,

    /// <summary>Whether something stands on or before the sensor: 1 occupied, 0 free.</summary>
    Occupied,

    /// <summary>Whether water touches the sensor: 1 wet, 0 dry.</summary>
    Wet,

    /// <summary>Something counted since the sensor began, such as openings.</summary>
    Count,

    /// <summary>Temperature, °C.</summary>
    Temperature,

    /// <summary>Relative humidity, 0..100 %.</summary>
    Humidity,

    /// <summary>Charge left in the battery, 0..100 %.</summary>
    Battery,

    /// <summary>Battery voltage, V.</summary>
    BatteryVoltage,
}

/// <summary>Names and units of quantities, as they stand in configuration, events and console.</summary>
public static class Quantities
{
    private static readonly Quantity[] All = Enum.GetValues<Quantity>();

    /// <summary>The unit of a quantity by its UCUM code; <c>1</c> where it is a count or a truth value.</summary>
    public static string UnitOf(Quantity quantity) => quantity switch
    {
        Quantity.Tilt => "deg",
        Quantity.Distance or Quantity.Level => "m",
        Quantity.FillLevel or Quantity.Humidity or Quantity.Battery => "%",
        Quantity.Temperature => "Cel",
        Quantity.BatteryVoltage => "V",
        _ => "1",
    };

    /// <summary>The name on the wire and in configuration: <c>fill-level</c>, <c>battery-voltage</c> …</summary>
    public static string NameOf(Quantity quantity) => quantity switch
    {
        Quantity.FillLevel => "fill-level",
        Quantity.BatteryVoltage => "battery-voltage",
        Quantity.Tilt => "tilt",
        Quantity.Distance => "distance",
        Quantity.Level => "level",
        Quantity.Open => "open",
        Quantity.Occupied => "occupied",
        Quantity.Wet => "wet",
        Quantity.Count => "count",
        Quantity.Temperature => "temperature",
        Quantity.Humidity => "humidity",
        Quantity.Battery => "battery",
        _ => throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "a quantity without a name"),
    };

    /// <summary>The quantity of a name on the wire.</summary>
    /// <returns>False where there is no such quantity.</returns>
    public static bool TryParse(string? name, out Quantity quantity)
    {
        foreach (var candidate in All)
        {
            if (NameOf(candidate) == name)
            {
                quantity = candidate;
                return true;
            }
        }

        quantity = default;
        return false;
    }
}
