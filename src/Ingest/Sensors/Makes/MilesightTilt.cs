using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>What Milesight's tilt sensors have in common: the object of the vendor's codec, with <c>angle_x</c>, <c>angle_y</c>, <c>angle_z</c> in degrees.</summary>
internal static class MilesightTilt
{
    public static string? DecodeFields(JsonElement fields, SensorReadings readings)
    {
        readings.Add(Quantity.Battery, fields, "battery"u8);
        var (hasX, hasY, hasZ) = (TryAngle(fields, "angle_x"u8, out var x), TryAngle(fields, "angle_y"u8, out var y), TryAngle(fields, "angle_z"u8, out var z));
        // A server that leaves out zeros leaves out the two level axes of a cover that lies flat; a frame of the battery alone has no angle at all.
        if (hasX || hasY || hasZ)
            AddTilt(x, y, z, readings);
        return readings.Count > 0 || MilesightFields.AreFacts(fields) ? null : "the object has neither battery nor angle_x, angle_y, angle_z; is the sensor's make right?";
    }

    public static void AddTilt(double x, double y, double z, SensorReadings readings) =>
        readings.Add(Quantity.Tilt, Inclination.Tilt(x, y, z, readings.Device.UsualAngles));

    private static bool TryAngle(JsonElement fields, ReadOnlySpan<byte> name, out double angle)
    {
        angle = 0;
        if (fields.ValueKind != JsonValueKind.Object || !fields.TryGetProperty(name, out var value))
            return false;
        angle = MeasuredValue.Read(Quantity.Tilt, value, "deg");
        return true;
    }
}
