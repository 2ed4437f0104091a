using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// Milesight EM500-SWL, a submersible level sensor. Channels (vendor's payload definition): 01 75 battery %; 03 77 depth cm, FFFF collection failed, FFFD out of range;
/// 20 CE one older record: seconds since 1970 and depth; FF 1B measuring range (not read).
/// </summary>
internal sealed class MilesightEm500Swl : ISensorDecoder
{
    private const ushort Battery = 0x0175;
    private const ushort Depth = 0x0377;
    private const ushort History = 0x20CE;
    private const ushort Range = 0xFF1B;
    private const int Failed = 0xFFFF;
    private const int OutOfRange = 0xFFFD;

    public string? DecodeFields(JsonElement fields, SensorReadings readings)
    {
        AddRecord(fields, readings);
        if (fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty("history"u8, out var history) && history.ValueKind == JsonValueKind.Array)
        {
            foreach (var record in history.EnumerateArray())
            {
                readings.MeasuredAt(record.ValueKind == JsonValueKind.Object && record.TryGetProperty("timestamp"u8, out var time) ? SensorTime.Read(time) : null);
                AddRecord(record, readings);
            }
        }

        return readings.Count > 0 || MilesightFields.AreFacts(fields) ? null : "the object has neither battery, depth, depth_error nor history; is the sensor's make right?";
    }

    public string? DecodeBytes(ReadOnlySpan<byte> bytes, int port, SensorReadings readings)
    {
        var frame = new MilesightFrame(bytes, channel => channel switch { Battery => 1, Depth => 2, Range => 5, History => 6, _ => 0 });
        while (frame.Next())
        {
            switch (frame.Channel)
            {
                case Battery:
                    readings.Add(Quantity.Battery, frame.Data[0]);
                    break;
                case Depth:
                    AddDepth(frame.U16(), readings);
                    break;
                case History:
                    readings.MeasuredAt(frame.Time());
                    AddDepth(frame.U16(4), readings);
                    readings.MeasuredNow();
                    break;
            }
        }

        return frame.Refusal;
    }

    private static void AddRecord(JsonElement fields, SensorReadings readings)
    {
        readings.Add(Quantity.Battery, fields, "battery"u8);
        if (!readings.Add(Quantity.Level, fields, "depth"u8, "cm") && fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty("depth_error"u8, out _))
            readings.AddBad(Quantity.Level);
    }

    private static void AddDepth(int centimetres, SensorReadings readings)
    {
        if (centimetres is Failed or OutOfRange)
            readings.AddBad(Quantity.Level);
        else
            readings.Add(Quantity.Level, centimetres, "cm");
    }
}
