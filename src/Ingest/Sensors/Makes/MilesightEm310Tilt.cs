using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// Milesight EM310-TILT, a tilt sensor for covers and poles. Channels (vendor's payload definition): 01 75 battery %; 03 CF angles x, y, z in 1/100 ° with one byte
/// of threshold flags, which the agent's own rules take the place of.
/// </summary>
internal sealed class MilesightEm310Tilt : ISensorDecoder
{
    private const ushort Battery = 0x0175;
    private const ushort Angles = 0x03CF;

    public string? DecodeFields(JsonElement fields, SensorReadings readings) => MilesightTilt.DecodeFields(fields, readings);

    public string? DecodeBytes(ReadOnlySpan<byte> bytes, int port, SensorReadings readings)
    {
        var frame = new MilesightFrame(bytes, channel => channel switch { Battery => 1, Angles => 7, _ => 0 });
        while (frame.Next())
        {
            if (frame.Channel == Battery)
                readings.Add(Quantity.Battery, frame.Data[0]);
            else
                MilesightTilt.AddTilt(frame.S16() / 100.0, frame.S16(2) / 100.0, frame.S16(4) / 100.0, readings);
        }

        return frame.Refusal;
    }
}
