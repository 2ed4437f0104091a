using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// Nwave parking sensors (NPS405 and kin), as their codec's object: <c>type</c> "parking_status" with <c>occupied</c>, which a server that leaves out false leaves out
/// while the bay is free. Other types (heartbeat, start-up) carry no state of the bay.
/// </summary>
internal sealed class NwaveParking : ISensorDecoder
{
    public string? DecodeFields(JsonElement fields, SensorReadings readings)
    {
        if (fields.ValueKind != JsonValueKind.Object || !fields.TryGetProperty("type"u8, out var type) || type.ValueKind != JsonValueKind.String)
            return "the object has no text 'type'; is the sensor's make right?";
        readings.Add(Quantity.BatteryVoltage, fields, "battery_voltage"u8);
        if (!readings.Add(Quantity.Occupied, fields, "occupied"u8) && type.ValueEquals("parking_status"u8))
            readings.Add(Quantity.Occupied, 0);
        return null;
    }
}
