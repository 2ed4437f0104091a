using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>What Milesight's distance sensors have in common.</summary>
internal static class MilesightDistance
{
    // "Collection failed" and "out of measuring range" (uplink data of the EM400 and EM500 user guides).
    private const int Failed = 0xFFFF;
    private const int OutOfRange = 0xFFFD;

    /// <summary>Adds the object of the vendor's codec: battery %, temperature °C, distance mm, position "normal" or "tilt".</summary>
    public static void AddFields(JsonElement fields, SensorReadings readings)
    {
        readings.Add(Quantity.Battery, fields, "battery"u8);
        readings.Add(Quantity.Temperature, fields, "temperature"u8);
        if (fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty("distance"u8, out var distance))
        {
            if (distance.ValueKind == JsonValueKind.Number && distance.TryGetInt32(out var millimetres))
                AddDistance(millimetres, readings);
            else
                readings.Add(Quantity.Distance, MeasuredValue.Read(Quantity.Distance, distance, "mm"));
        }

        // The sensor sits in the lid: tilted, the lid is open.
        readings.Add(Quantity.Open, fields, "position"u8);
    }

    public static void AddDistance(int millimetres, SensorReadings readings)
    {
        // The codec of some models reads it signed: the two sentinels then are -1 and -3.
        if ((millimetres & 0xFFFF) is Failed or OutOfRange || millimetres < 0)
            readings.AddBad(Quantity.Distance);
        else
            readings.Add(Quantity.Distance, millimetres, "mm");
    }
}
