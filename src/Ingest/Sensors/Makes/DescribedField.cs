using System.Globalization;
using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>One value of a described make.</summary>
internal sealed class DescribedField
{
    private readonly SensorFieldOptions _options;
    private readonly string[] _sentinelTexts;
    private readonly double[] _sentinelNumbers;
    private readonly Quantity _quantity;
    private readonly string _unit;

    /// <exception cref="FormatException">The path, quantity or unit is none.</exception>
    public DescribedField(SensorFieldOptions options, string[] sentinels)
    {
        _options = options;
        Path = JsonPath.Of(options.Path)!;
        _quantity = Quantities.TryParse(options.Quantity, out var quantity) ? quantity : throw new FormatException($"'{options.Quantity}' is no quantity");
        _unit = options.Unit ?? "";
        if (!SensorUnits.Fits(_quantity, _unit))
            throw new FormatException($"{options.Quantity} is not measured in '{_unit}'");
        _sentinelTexts = [.. sentinels.Select(sentinel => sentinel.Trim())];
        _sentinelNumbers = [.. sentinels.Select(sentinel => double.TryParse(sentinel, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)];
    }

    public JsonPath Path { get; }

    public void Add(JsonElement record, SensorReadings readings)
    {
        if (Path.TryFind(record, out var value))
            readings.Add(_quantity, Read(value));
        else if (_options.WhenAbsent is { } usual && record.ValueKind == JsonValueKind.Object)
            readings.Add(_quantity, usual);
    }

    private double Read(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.TryGetDouble(out var number) && !IsSentinel(number) ? Scaled(number, _unit) : double.NaN;
        if (value.ValueKind != JsonValueKind.String)
            return MeasuredValue.Read(_quantity, value, _unit);
        var text = (value.GetString() ?? "").Trim();
        if (_sentinelTexts.Contains(text, StringComparer.OrdinalIgnoreCase))
            return double.NaN;
        if (_options.TrueTexts.Contains(text, StringComparer.OrdinalIgnoreCase))
            return 1;
        if (_options.FalseTexts.Contains(text, StringComparer.OrdinalIgnoreCase))
            return 0;
        if (!MeasuredValue.TrySplit(text, out var split, out var ownUnit))
            return MeasuredValue.Read(_quantity, value, _unit);
        return IsSentinel(split) ? double.NaN : Scaled(split, ownUnit.IsEmpty ? _unit : ownUnit);
    }

    private double Scaled(double number, ReadOnlySpan<char> unit) =>
        SensorUnits.TryConvert(_quantity, number * _options.Scale + _options.Offset, unit, out var converted) ? converted : double.NaN;

    private bool IsSentinel(double number) => Array.Exists(_sentinelNumbers, sentinel => sentinel.Equals(number));
}
