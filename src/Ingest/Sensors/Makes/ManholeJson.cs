using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// The JSON of many Chinese smart-manhole terminals (智能井盖): <c>device_id</c>, <c>tilt</c> in degrees with a sign, <c>battery</c> %, <c>water_level</c> cm where there is a
/// probe, <c>ts</c> in Unix seconds. Their <c>status</c> is the terminal's own judgement, which the agent's rules take the place of.
/// </summary>
internal sealed class ManholeJson : ISensorDecoder
{
    public string? DecodeFields(JsonElement fields, SensorReadings readings)
    {
        if (fields.ValueKind != JsonValueKind.Object)
            return "the message is no object";
        if (fields.TryGetProperty("ts"u8, out var time) || fields.TryGetProperty("timestamp"u8, out time))
            readings.MeasuredAt(SensorTime.Read(time));
        readings.Add(Quantity.Tilt, fields, "tilt"u8, "deg");
        readings.Add(Quantity.Level, fields, "water_level"u8, "cm");
        readings.Add(Quantity.Battery, fields, "battery"u8);
        return readings.Count > 0 ? null : "the message has neither tilt, water_level nor battery; is the sensor's make right?";
    }
}
