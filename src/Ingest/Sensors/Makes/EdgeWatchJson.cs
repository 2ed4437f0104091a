using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// EdgeWatch's own JSON, for scripts and for what the Modbus source reads: quantities by name in their own units, <c>{"at": "2026-11-22T06:00:00Z", "level": 1.25,
/// "temperature": null}</c>; null says that it could not be measured. <c>device</c> and <c>at</c> may be left out.
/// </summary>
internal sealed class EdgeWatchJson : ISensorDecoder
{
    public string? DecodeFields(JsonElement fields, SensorReadings readings)
    {
        if (fields.ValueKind != JsonValueKind.Object)
            return "the message is no object";
        if (fields.TryGetProperty("at"u8, out var time))
            readings.MeasuredAt(SensorTime.Read(time));
        foreach (var field in fields.EnumerateObject())
        {
            if (Quantities.TryParse(field.Name, out var quantity))
                readings.Add(quantity, MeasuredValue.Read(quantity, field.Value, ""));
        }

        return readings.Count > 0 ? null : $"the message names no quantity; they are {string.Join(", ", Enum.GetValues<Quantity>().Select(Quantities.NameOf))}";
    }
}
