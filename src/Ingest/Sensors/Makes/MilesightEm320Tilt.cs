using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// Milesight EM320-TILT. Channels (vendor's payload definition): 01 75 battery %; 03 D4 angles x, y, z: two bytes each, the angle in 1/100 ° in the upper 15 bits and
/// a threshold flag in the lowest.
/// </summary>
internal sealed class MilesightEm320Tilt : ISensorDecoder
{
    private const ushort Battery = 0x0175;
    private const ushort Angles = 0x03D4;

    public string? DecodeFields(JsonElement fields, SensorReadings readings) => MilesightTilt.DecodeFields(fields, readings);

    public string? DecodeBytes(ReadOnlySpan<byte> bytes, int port, SensorReadings readings)
    {
        var frame = new MilesightFrame(bytes, channel => channel switch { Battery => 1, Angles => 6, _ => 0 });
        while (frame.Next())
        {
            if (frame.Channel == Battery)
                readings.Add(Quantity.Battery, frame.Data[0]);
            else
                MilesightTilt.AddTilt((frame.S16() >> 1) / 100.0, (frame.S16(2) >> 1) / 100.0, (frame.S16(4) >> 1) / 100.0, readings);
        }

        return frame.Refusal;
    }
}
