using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// LwM2M object 3435 "Filling level" (OMA registry, by uCIFI), as JSON of its resources by number ("2": 87.5) or by name (<c>actualFillingPercentage</c>), in an object
/// <c>resources</c> or alone. Read are 2 actual filling percentage, or 3 actual filling level over 1 container height (both cm); 21 cover open; 5518 timestamp.
/// </summary>
internal sealed class Lwm2mFillingLevel : ISensorDecoder
{
    public string? DecodeFields(JsonElement fields, SensorReadings readings)
    {
        if (fields.ValueKind != JsonValueKind.Object)
            return "the message is no object of resources";
        if (fields.TryGetProperty("resources"u8, out var inner) && inner.ValueKind == JsonValueKind.Object)
            fields = inner;
        if (fields.TryGetProperty("5518"u8, out var time) || fields.TryGetProperty("timestamp"u8, out time))
            readings.MeasuredAt(SensorTime.Read(time));
        if (!readings.Add(Quantity.FillLevel, fields, "2"u8) && !readings.Add(Quantity.FillLevel, fields, "actualFillingPercentage"u8)
            && TryHeight(fields, "3"u8, "actualFillingLevel_cm"u8, out var level) && TryHeight(fields, "1"u8, "containerHeight_cm"u8, out var height) && height > 0)
            readings.Add(Quantity.FillLevel, 100 * level / height);
        _ = readings.Add(Quantity.Open, fields, "21"u8) || readings.Add(Quantity.Open, fields, "coverOpen"u8);
        return readings.Count > 0 ? null : "the object has neither resource 2 (actualFillingPercentage) nor 3 with 1 (actualFillingLevel_cm, containerHeight_cm)";
    }

    private static bool TryHeight(JsonElement fields, ReadOnlySpan<byte> number, ReadOnlySpan<byte> name, out double centimetres)
    {
        centimetres = 0;
        return (fields.TryGetProperty(number, out var value) || fields.TryGetProperty(name, out value))
            && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out centimetres);
    }
}
