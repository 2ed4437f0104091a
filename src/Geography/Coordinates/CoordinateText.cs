using System.Buffers;
using System.Globalization;

namespace EdgeWatch.Geography.Coordinates;

/// <summary>Numbers of a coordinate as registers write them: <c>118.585</c>, <c>118°35′06″E</c>, <c>２４．８１５</c>.</summary>
public static class CoordinateText
{
    private const string Marks = "°度′'’分″\"”秒";

    private static readonly SearchValues<char> AnyMark = SearchValues.Create(Marks);

    private static readonly char[] MarkLetters = Marks.ToCharArray();

    /// <summary>Reads one number.</summary>
    /// <param name="text">Degrees with decimals, degrees with minutes and seconds and their marks, or metres; full-width digits and a hemisphere letter are taken.</param>
    /// <param name="value">Degrees or metres; negative for S and W.</param>
    public static bool TryParse(string text, out double value)
    {
        value = 0;
        var plain = Narrow(text).Trim();
        var negative = false;
        foreach (var hemisphere in "NSEWnsew北南东西")
        {
            if (plain.Length == 0 || (plain[0] != hemisphere && plain[^1] != hemisphere))
                continue;
            negative = "SWsw南西".Contains(hemisphere);
            plain = plain.Trim(hemisphere).Trim().TrimStart('经', '纬').Trim();
            break;
        }

        if (!(!plain.AsSpan().ContainsAny(AnyMark)
            ? double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)
            : TrySexagesimal(plain, out value)))
            return false;
        value = negative ? -value : value;
        return true;
    }

    private static bool TrySexagesimal(string text, out double value)
    {
        value = 0;
        var minus = text.StartsWith('-');
        var parts = (minus ? text[1..] : text).Split(MarkLetters, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length is 0 or > 3)
            return false;
        double[] weights = [1, 1 / 60.0, 1 / 3600.0];
        for (var index = 0; index < parts.Length; index++)
        {
            if (!double.TryParse(parts[index], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var part) || (index > 0 && part >= 60))
                return false;
            value += part * weights[index];
        }

        value = minus ? -value : value;
        return true;
    }

    /// <summary>Full-width forms (U+FF01–FF5E) as ASCII, as an input method leaves them.</summary>
    private static string Narrow(string text) =>
        text.AsSpan().ContainsAnyInRange('\uFF01', '\uFF5E') ? string.Create(text.Length, text, (span, from) =>
        {
            for (var index = 0; index < span.Length; index++)
                span[index] = from[index] is >= '\uFF01' and <= '\uFF5E' ? (char)(from[index] - 0xFEE0) : from[index];
        }) : text;
}
