using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// Milesight EM400-TLD (laser) and EM400-MUD (ultrasonic), LoRaWAN and NB-IoT: one payload. Channels (vendor's payload definition): 01 75 battery %; 03 67 temperature
/// in 1/10 °C; 04 82 distance mm; 05 00 position; 06 88 location (NB-IoT; not read); 83 67 and 84 82 the same with an alarm byte; 88 00 taken off. An NB-IoT report holds
/// several groups, one for each time it measured, without times: the channel numbers begin again with each.
/// </summary>
internal sealed class MilesightEm400 : ISensorDecoder
{
    private const ushort Battery = 0x0175;
    private const ushort Temperature = 0x0367;
    private const ushort Distance = 0x0482;
    private const ushort Position = 0x0500;
    private const ushort Location = 0x0688;
    private const ushort TemperatureAlarm = 0x8367;
    private const ushort DistanceAlarm = 0x8482;
    private const ushort TakenOff = 0x8800;

    public string? DecodeFields(JsonElement fields, SensorReadings readings)
    {
        if (fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty("data"u8, out var groups) && groups.ValueKind == JsonValueKind.Array)
            AddGroups(groups, readings);
        else
            MilesightDistance.AddFields(fields, readings);
        return readings.Count > 0 || MilesightFields.AreFacts(fields)
            ? null
            : "the object has neither battery, temperature, distance nor position; is the sensor's make right?";
    }

    public string? DecodeBytes(ReadOnlySpan<byte> bytes, int port, SensorReadings readings)
    {
        var groups = CountGroups(bytes);
        var group = 1;
        var last = 0;
        var frame = new MilesightFrame(bytes, LengthOf);
        while (frame.Next())
        {
            if (BeginsGroup(frame.Channel, ref last))
                group++;
            SetTime(group, groups, readings);
            AddChannel(frame, readings);
        }

        return frame.Refusal;
    }

    private static void AddGroups(JsonElement groups, SensorReadings readings)
    {
        var (number, count) = (0, groups.GetArrayLength());
        foreach (var group in groups.EnumerateArray())
        {
            SetTime(++number, count, readings);
            MilesightDistance.AddFields(group, readings);
        }
    }

    /// <summary>Only the newest group, the last, is known to be of now.</summary>
    private static void SetTime(int group, int groups, SensorReadings readings)
    {
        if (group < groups)
            readings.MeasuredBefore();
        else
            readings.MeasuredNow();
    }

    private static int CountGroups(ReadOnlySpan<byte> bytes)
    {
        var (groups, last) = (1, 0);
        var frame = new MilesightFrame(bytes, LengthOf);
        while (frame.Next())
            groups += BeginsGroup(frame.Channel, ref last) ? 1 : 0;
        return groups;
    }

    private static bool BeginsGroup(ushort channel, ref int last)
    {
        var number = (channel >> 8) & 0x0F;
        var begins = number <= last;
        last = number;
        return begins;
    }

    private static void AddChannel(in MilesightFrame frame, SensorReadings readings)
    {
        switch (frame.Channel)
        {
            case Battery:
                readings.Add(Quantity.Battery, frame.Data[0]);
                break;
            case Temperature or TemperatureAlarm:
                readings.Add(Quantity.Temperature, frame.S16() / 10.0);
                break;
            case Distance or DistanceAlarm:
                MilesightDistance.AddDistance(frame.U16(), readings);
                break;
            case Position:
                readings.Add(Quantity.Open, frame.Data[0]);
                break;
        }
    }

    private static int LengthOf(ushort channel) => channel switch
    {
        Battery or Position or TakenOff => 1,
        Temperature or Distance => 2,
        TemperatureAlarm or DistanceAlarm => 3,
        Location => 9,
        _ => 0,
    };
}
