using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// Tekzitel parking sensors, as their codec's object: <c>occupied</c>, <c>Temperature</c> °C, flags. With <c>Obstruction</c> or <c>No_Beacon</c> the sensor itself says that it
/// cannot tell the bay's state. A server that leaves out false leaves out <c>occupied</c>; the bay's id shows that it is meant.
/// </summary>
internal sealed class TekzitelParking : ISensorDecoder
{
    public string? DecodeFields(JsonElement fields, SensorReadings readings)
    {
        if (fields.ValueKind != JsonValueKind.Object)
            return "the decoded payload is no object";
        if (IsSet(fields, "Obstruction"u8) || IsSet(fields, "No_Beacon"u8))
            readings.AddBad(Quantity.Occupied);
        else if (!readings.Add(Quantity.Occupied, fields, "occupied"u8) && fields.TryGetProperty("Parking_ID"u8, out _))
            readings.Add(Quantity.Occupied, 0);
        readings.Add(Quantity.Temperature, fields, "Temperature"u8);
        return readings.Count > 0 ? null : "the object has neither occupied, Parking_ID nor Temperature; is the sensor's make right?";
    }

    private static bool IsSet(JsonElement fields, ReadOnlySpan<byte> name) => fields.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;
}
