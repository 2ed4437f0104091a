namespace EdgeWatch.Ingest.Sensors;

/// <summary>Converts what sensors send into the one unit of each quantity (<see cref="Quantities.UnitOf"/>).</summary>
internal static class SensorUnits
{
    /// <summary>Units by the texts that sensors, codecs and configuration use for them.</summary>
    public const string Known = "mm, cm, dm, m, in, ft, %, ratio, V, mV, C, F, K, deg, rad";

    private const double Inch = 0.0254;
    private const double Foot = 0.3048;
    private const double Kelvin = 273.15;

    /// <summary>Whether a quantity can be given in a unit.</summary>
    public static bool Fits(Quantity quantity, string unit) => TryConvert(quantity, 0, unit, out _);

    /// <summary>Converts; false where the quantity is not measured in such a unit. The empty unit is the quantity's own.</summary>
    public static bool TryConvert(Quantity quantity, double value, ReadOnlySpan<char> unit, out double converted)
    {
        converted = value;
        if (unit.IsEmpty)
            return true;
        var factor = quantity switch
        {
            Quantity.Distance or Quantity.Level => LengthFactor(unit),
            Quantity.FillLevel or Quantity.Humidity or Quantity.Battery => ShareFactor(unit),
            Quantity.Tilt => AngleFactor(unit),
            Quantity.BatteryVoltage => VoltageFactor(unit),
            Quantity.Temperature => 1,
            _ => unit is "1" ? 1 : double.NaN,
        };
        converted = quantity == Quantity.Temperature ? Celsius(value, unit) : value * factor;
        return !double.IsNaN(factor) && (quantity != Quantity.Temperature || IsTemperature(unit));
    }

    private static double LengthFactor(ReadOnlySpan<char> unit) => unit switch
    {
        "m" => 1,
        "mm" => 0.001,
        "cm" => 0.01,
        "dm" => 0.1,
        "in" or "inch" => Inch,
        "ft" => Foot,
        _ => double.NaN,
    };

    private static double ShareFactor(ReadOnlySpan<char> unit) => unit switch
    {
        "%" or "%RH" or "percent" => 1,
        "ratio" or "1" => 100,
        _ => double.NaN,
    };

    private static double AngleFactor(ReadOnlySpan<char> unit) => unit switch
    {
        "deg" or "°" or "º" or "degree" or "degrees" => 1,
        "rad" => 180 / Math.PI,
        _ => double.NaN,
    };

    private static double VoltageFactor(ReadOnlySpan<char> unit) => unit switch
    {
        "V" or "v" => 1,
        "mV" or "mv" => 0.001,
        _ => double.NaN,
    };

    private static bool IsTemperature(ReadOnlySpan<char> unit) => unit is "C" or "°C" or "ºC" or "℃" or "Cel" or "degC" or "F" or "°F" or "ºF" or "℉" or "degF" or "K";

    private static double Celsius(double value, ReadOnlySpan<char> unit) => unit switch
    {
        "F" or "°F" or "ºF" or "℉" or "degF" => (value - 32) / 1.8,
        "K" => value - Kelvin,
        _ => value,
    };
}
