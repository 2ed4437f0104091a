using System.Buffers.Binary;
using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// Dragino LDS02, a door and water-leak sensor. Bytes (vendor's user manual): 0–1 battery mV in the lower 14 bits, bit 15 door open, bit 14 leak; 2 mode: 1 door,
/// 2 leak, 3 both; 3–5 openings or leaks so far; 6–8 minutes of the last; 9 alarm. On port 7: 0–1 as above, 2–4 openings so far. The names of the codec's members
/// changed with its version 1.8.
/// </summary>
internal sealed class DraginoLds02 : ISensorDecoder
{
    private const int BatteryMask = 0x3FFF;
    private const int LeastMillivolts = 1800;
    private const int CountPort = 7;

    public string? DecodeFields(JsonElement fields, SensorReadings readings)
    {
        if (fields.ValueKind != JsonValueKind.Object)
            return "the decoded payload is no object";
        _ = readings.Add(Quantity.BatteryVoltage, fields, "BAT_V"u8) || readings.Add(Quantity.BatteryVoltage, fields, "BatV"u8);
        var mode = Mode(fields);
        var open = readings.Add(Quantity.Open, fields, "DOOR_OPEN_STATUS"u8) || readings.Add(Quantity.Open, fields, "door_open_status"u8)
            || readings.Add(Quantity.Open, fields, "edc_mod"u8);
        var wet = mode != 1 && (readings.Add(Quantity.Wet, fields, "WATER_LEAK_STATUS"u8) || readings.Add(Quantity.Wet, fields, "water_leak_status"u8));
        // A server that leaves out zeros leaves out "closed" and "dry"; the mode tells which of the two is meant.
        if (!open && mode is 1 or 3)
            readings.Add(Quantity.Open, 0);
        if (!wet && mode is 2 or 3)
            readings.Add(Quantity.Wet, 0);
        _ = readings.Add(Quantity.Count, fields, "DOOR_OPEN_TIMES"u8) || readings.Add(Quantity.Count, fields, "open_times"u8)
            || readings.Add(Quantity.Count, fields, "WATER_LEAK_TIMES"u8) || readings.Add(Quantity.Count, fields, "leak_times"u8)
            || readings.Add(Quantity.Count, fields, "times"u8);
        return readings.Count > 0 ? null : "the object has neither BAT_V, DOOR_OPEN_STATUS nor WATER_LEAK_STATUS; is the sensor's make right?";
    }

    public string? DecodeBytes(ReadOnlySpan<byte> bytes, int port, SensorReadings readings)
    {
        if (bytes.Length < (port == CountPort ? 5 : 10))
            return $"an LDS02 sends 10 bytes (5 on port 7), not {bytes.Length}; is the sensor's make right?";
        var status = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var mode = port == CountPort ? 1 : bytes[2];
        if (mode is < 1 or > 3)
            return $"an LDS02 has the modes 1, 2 and 3, not {mode}; is the sensor's make right?";
        if ((status & BatteryMask) < LeastMillivolts)
            return $"an LDS02 does not run on the {status & BatteryMask} mV of its first two bytes; is the sensor's make right?";
        readings.Add(Quantity.BatteryVoltage, status & BatteryMask, "mV");
        if (mode is 1 or 3)
            readings.Add(Quantity.Open, status >> 15);
        if (mode is 2 or 3)
            readings.Add(Quantity.Wet, (status >> 14) & 1);
        if (mode is 1 or 2)
            readings.Add(Quantity.Count, U24(bytes[(port == CountPort ? 2 : 3)..]));
        return null;
    }

    private static int Mode(JsonElement fields) =>
        (fields.TryGetProperty("MOD"u8, out var mode) || fields.TryGetProperty("mod"u8, out mode)) && mode.ValueKind == JsonValueKind.Number && mode.TryGetInt32(out var number)
            ? number : 0;

    private static int U24(ReadOnlySpan<byte> bytes) => (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];
}
