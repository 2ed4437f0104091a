using System.Globalization;
using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>Reads one value as sensors and codecs write it: 3.6, "3.6 V", "22.4°", true, "open", "Invalid Reading".</summary>
internal static class MeasuredValue
{
    private const int LongestText = 64;

    private static readonly HashSet<string> TrueTexts = new(StringComparer.OrdinalIgnoreCase)
        { "true", "yes", "on", "open", "opened", "tilt", "tilted", "occupied", "busy", "parked", "wet", "leak", "detected", "trigger", "triggered" };

    private static readonly HashSet<string> FalseTexts = new(StringComparer.OrdinalIgnoreCase)
        { "false", "no", "off", "close", "closed", "normal", "free", "vacant", "empty", "dry", "clear", "none" };

    /// <summary>The value in the quantity's unit; NaN where the sensor says that it could not measure, or names a unit that the quantity does not have.</summary>
    /// <param name="quantity">What it is.</param>
    /// <param name="value">A number, a truth value or text; anything else is no value.</param>
    /// <param name="unit">The unit of a number that names none.</param>
    public static double Read(Quantity quantity, JsonElement value, string unit) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetDouble(out var number) ? Convert(quantity, number, unit) : double.NaN,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => Read(quantity, value.GetString(), unit),
        _ => double.NaN,
    };

    /// <summary>The number of a text and the unit behind it; false where it begins with no number.</summary>
    public static bool TrySplit(ReadOnlySpan<char> text, out double number, out ReadOnlySpan<char> unit)
    {
        text = text.Trim();
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '+' or '-' || IsExponent(text, end)))
            end++;
        unit = text[end..].TrimStart();
        return double.TryParse(text[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static double Read(Quantity quantity, string? text, string unit)
    {
        if (text is null || text.Length > LongestText)
            return double.NaN;
        if (TrySplit(text, out var number, out var ownUnit))
            return Convert(quantity, number, ownUnit.IsEmpty ? unit : ownUnit);
        var trimmed = text.Trim();
        return quantity is not (Quantity.Open or Quantity.Occupied or Quantity.Wet) ? double.NaN
            : TrueTexts.Contains(trimmed) ? 1
            : FalseTexts.Contains(trimmed) ? 0
            : double.NaN;
    }

    private static double Convert(Quantity quantity, double number, ReadOnlySpan<char> unit) =>
        SensorUnits.TryConvert(quantity, number, unit, out var converted) ? converted : double.NaN;

    private static bool IsExponent(ReadOnlySpan<char> text, int at) =>
        text[at] is 'e' or 'E' && at > 0 && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] is '+' or '-');
}
