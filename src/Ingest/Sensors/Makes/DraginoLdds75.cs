using System.Buffers.Binary;
using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// Dragino LDDS75, an ultrasonic distance sensor for 0.28 m to 7.5 m. Bytes (vendor's user manual): 0–1 battery mV in the lower 14 bits; 2–3 distance mm, 0 where no
/// probe was found; from firmware 1.1.4 on, 20 for every value below 280; 4 interrupt; 5–6 temperature of an optional DS18B20 in 1/10 °C; 7 whether a probe was found.
/// Older firmware sends five bytes, or three without a probe. Codecs write numbers, "2116 mm", "Invalid Reading" or "No Sensor".
/// </summary>
internal sealed class DraginoLdds75 : ISensorDecoder
{
    private const double NearestMetres = 0.28;
    private const int BatteryMask = 0x3FFF;
    private const int LeastMillivolts = 1800;

    public string? DecodeFields(JsonElement fields, SensorReadings readings)
    {
        if (fields.ValueKind != JsonValueKind.Object)
            return "the decoded payload is no object";
        var hasBattery = readings.Add(Quantity.BatteryVoltage, fields, "Bat"u8);
        var isOurs = fields.TryGetProperty("Node_type"u8, out var node) && node.ValueKind == JsonValueKind.String && node.ValueEquals("LDDS75"u8);
        if (fields.TryGetProperty("Distance"u8, out var distance))
            AddDistance(MeasuredValue.Read(Quantity.Distance, distance, "mm"), readings);
        else if (isOurs)
            // A server that leaves out zeros left out the zero by which the device says that it found no probe.
            readings.AddBad(Quantity.Distance);
        if (fields.TryGetProperty("Sensor_flag"u8, out var flag) && flag.ValueKind == JsonValueKind.Number && flag.TryGetInt32(out var found) && found == 1)
            readings.Add(Quantity.Temperature, fields, "TempC_DS18B20"u8);
        return hasBattery || readings.Count > 0 ? null : "the object has neither Bat nor Distance; is the sensor's make right?";
    }

    public string? DecodeBytes(ReadOnlySpan<byte> bytes, int port, SensorReadings readings)
    {
        if (bytes.Length is not (3 or 5 or 8))
            return $"an LDDS75 sends 8 bytes (5 or 3 with older firmware), not {bytes.Length}; is the sensor's make right?";
        var battery = BinaryPrimitives.ReadUInt16BigEndian(bytes) & BatteryMask;
        if (battery < LeastMillivolts)
            return $"an LDDS75 does not run on the {battery} mV of its first two bytes; is the sensor's make right?";
        readings.Add(Quantity.BatteryVoltage, battery, "mV");
        AddDistance(bytes.Length == 3 ? double.NaN : BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) * 0.001, readings);
        if (bytes.Length == 8 && bytes[7] == 1)
            readings.Add(Quantity.Temperature, BinaryPrimitives.ReadInt16BigEndian(bytes[5..]) / 10.0);
        return null;
    }

    private static void AddDistance(double metres, SensorReadings readings) => readings.Add(Quantity.Distance, metres < NearestMetres ? double.NaN : metres);
}
