using System.Globalization;
using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>Reads the times that sensors give: RFC 3339, or seconds, milliseconds, microseconds or nanoseconds since 1970, as number or text.</summary>
internal static class SensorTime
{
    /// <summary>A sensor's clock may run ahead by this much and be believed.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>A history may reach back so far; what is older (1970, a firmware's first day) comes of a clock that was never set.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromDays(366);

    // Seconds stay below 1e11 until the year 5138; each finer unit then has a band of its own.
    private const double MostSeconds = 1e11;
    private const double MostMilliseconds = 1e14;
    private const double MostMicroseconds = 1e17;

    /// <summary>Whether a sensor can have measured then, what it says having arrived at a time.</summary>
    public static bool IsPlausible(DateTimeOffset at, DateTimeOffset receivedAt) => at <= receivedAt + Ahead && at >= receivedAt - Behind;

    /// <summary>Reads a time; null where it is none.</summary>
    /// <param name="value">A number, or text.</param>
    /// <param name="zone">The zone of a text that names none; null: UTC.</param>
    public static DateTimeOffset? Read(JsonElement value, TimeZoneInfo? zone = null) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetDouble(out var number) ? Since1970(number) : null,
        JsonValueKind.String => Read(value.GetString(), zone),
        _ => null,
    };

    /// <summary>Reads the text that a reader stands on; null where it is no time. Times with a zone, as networks write them, need no string.</summary>
    public static DateTimeOffset? Read(ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        if (text.Length > 6 && (text[^1] == 'Z' || text[^6] is (byte)'+' or (byte)'-') && reader.TryGetDateTimeOffset(out var time))
            return time.ToUniversalTime();
        return Read(reader.GetString());
    }

    /// <summary>Reads a time; null where it is none.</summary>
    public static DateTimeOffset? Read(string? text, TimeZoneInfo? zone = null)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return Since1970(number);
        // The default styles would take the machine's zone where the text names none.
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
            return null;
        return time.Kind switch
        {
            DateTimeKind.Unspecified when zone is not null => At(time, zone),
            DateTimeKind.Unspecified or DateTimeKind.Utc => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
            _ => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var withOffset) ? withOffset.ToUniversalTime() : null,
        };
    }

    private static DateTimeOffset? At(DateTime time, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(time);
        var ticks = time.Ticks - offset.Ticks;
        return ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    private static DateTimeOffset? Since1970(double number)
    {
        if (!double.IsFinite(number) || number < 0)
            return null;
        // A double holds whole microseconds of today exactly, and nothing finer.
        var microseconds = number switch
        {
            < MostSeconds => number * 1e6,
            < MostMilliseconds => number * 1e3,
            < MostMicroseconds => number,
            _ => number / 1e3,
        };
        return microseconds < MostSeconds * 1e6 ? DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(microseconds) * TimeSpan.TicksPerMicrosecond) : null;
    }
}
