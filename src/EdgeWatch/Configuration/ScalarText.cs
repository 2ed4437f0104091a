using System.Globalization;

namespace EdgeWatch.Configuration;

/// <summary>Text to values of the kinds that options have.</summary>
internal static class ScalarText
{
    public static bool IsScalar(Type type) =>
        type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(long)
        || type == typeof(float) || type == typeof(double) || type == typeof(TimeSpan) || type.IsEnum;

    public static string Expected(Type type) => type switch
    {
        _ when type == typeof(TimeSpan) => "a duration such as 500ms, 10s, 5m, 1h or 1d",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(float) || type == typeof(double) => "a number, with a point for decimals",
        _ when type.IsEnum => "one of " + string.Join(", ", Enum.GetNames(type).Select(name => name.ToLowerInvariant())),
        _ => "text",
    };

    public static bool TryParse(Type type, string text, out object? value)
    {
        value = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(bool) => bool.TryParse(text, out var flag) ? flag : null,
            _ when type == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ when type == typeof(long) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ when type == typeof(float) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) ? number : null,
            _ when type == typeof(double) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
            _ when type == typeof(TimeSpan) => DurationText.TryParse(text, out var duration) ? duration : null,
            _ when type.IsEnum => !int.TryParse(text, out _) && Enum.TryParse(type, text, ignoreCase: true, out var member) ? member : null,
            _ => null,
        };
        return value is not null;
    }
}
