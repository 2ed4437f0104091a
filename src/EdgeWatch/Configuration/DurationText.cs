using System.Globalization;

namespace EdgeWatch.Configuration;

/// <summary>Durations as people write them: <c>500ms</c>, <c>10s</c>, <c>1.5m</c>, <c>1h</c>, <c>30d</c>.</summary>
internal static class DurationText
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400)];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        foreach (var (unit, seconds) in Units)
        {
            // "5ms" also ends in "s": the text before the unit must be a number.
            if (!text.EndsWith(unit, StringComparison.Ordinal)
                || !double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                || count * seconds > TimeSpan.MaxValue.TotalSeconds / 2)
                continue;
            duration = TimeSpan.FromSeconds(count * seconds);
            return true;
        }

        duration = default;
        return false;
    }

    public static string Format(TimeSpan duration)
    {
        foreach (var (unit, seconds) in Units.Reverse())
        {
            var count = duration.TotalSeconds / seconds;
            if (count >= 1 && count == Math.Floor(count))
                return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds}ms");
    }
}
