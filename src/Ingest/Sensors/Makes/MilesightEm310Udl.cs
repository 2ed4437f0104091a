using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// Milesight EM310-UDL, an ultrasonic distance sensor for bins. Channels (vendor's payload definition): 01 75 battery %; 03 82 distance mm; 04 00 position, 1 where it
/// is tilted: the lid in which it sits is open.
/// </summary>
internal sealed class MilesightEm310Udl : ISensorDecoder
{
    private const ushort Battery = 0x0175;
    private const ushort Distance = 0x0382;
    private const ushort Position = 0x0400;

    public string? DecodeFields(JsonElement fields, SensorReadings readings)
    {
        MilesightDistance.AddFields(fields, readings);
        return readings.Count > 0 || MilesightFields.AreFacts(fields) ? null : "the object has neither battery, distance nor position; is the sensor's make right?";
    }

    public string? DecodeBytes(ReadOnlySpan<byte> bytes, int port, SensorReadings readings)
    {
        var frame = new MilesightFrame(bytes, channel => channel switch { Battery or Position => 1, Distance => 2, _ => 0 });
        while (frame.Next())
        {
            if (frame.Channel == Battery)
                readings.Add(Quantity.Battery, frame.Data[0]);
            else if (frame.Channel == Distance)
                MilesightDistance.AddDistance(frame.U16(), readings);
            else
                readings.Add(Quantity.Open, frame.Data[0]);
        }

        return frame.Refusal;
    }
}
