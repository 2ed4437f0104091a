using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>A make that configuration describes (<see cref="SensorMakeOptions"/>): which value stands where, in which unit.</summary>
internal sealed class DescribedMake : ISensorDecoder
{
    private readonly DescribedField[] _fields;
    private readonly JsonPath? _time;
    private readonly JsonPath? _history;
    private readonly TimeZoneInfo? _zone;
    private readonly string _name;

    /// <exception cref="FormatException">A path, quantity, unit or time zone is none; <see cref="UplinkSources.Problems(SensorMakeOptions)"/> names them all.</exception>
    public DescribedMake(SensorMakeOptions options)
    {
        _name = options.Name;
        _fields = [.. options.Fields.Select(field => new DescribedField(field, options.Sentinels))];
        (_time, _history) = (JsonPath.Of(options.Time), JsonPath.Of(options.History));
        _zone = options.TimeZone is null ? null
            : TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out var zone) ? zone
            : throw new FormatException($"'{options.TimeZone}' is no time zone");
    }

    public string? DecodeFields(JsonElement fields, SensorReadings readings)
    {
        AddRecord(fields, readings, isHistory: false);
        if (_history is not null && _history.TryFind(fields, out var history) && history.ValueKind == JsonValueKind.Array)
        {
            foreach (var record in history.EnumerateArray())
                AddRecord(record, readings, isHistory: true);
        }

        return readings.Count > 0
            ? null
            : $"the message has none of the fields of make '{_name}': {string.Join(", ", _fields.Select(field => field.Path.Text))}; compare its paths with the message";
    }

    private void AddRecord(JsonElement record, SensorReadings readings, bool isHistory)
    {
        if (_time is not null && _time.TryFind(record, out var time))
            readings.MeasuredAt(SensorTime.Read(time, _zone));
        else if (isHistory)
            readings.MeasuredBefore();
        foreach (var field in _fields)
            field.Add(record, readings);
    }
}
