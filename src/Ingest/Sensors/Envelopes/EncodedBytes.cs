using System.Buffers;

namespace EdgeWatch.Ingest.Sensors.Envelopes;

/// <summary>Bytes as network servers write them: base64 or hexadecimal digits.</summary>
internal static class EncodedBytes
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The bytes; null where the text is neither. An even number of hexadecimal digits is taken for such: as base64 it would hardly ever be meant.</summary>
    public static byte[]? Read(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        if (digits.Length % 2 == 0 && digits.AsSpan().IndexOfAnyExcept(Hexadecimal) < 0)
            return Convert.FromHexString(digits);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
