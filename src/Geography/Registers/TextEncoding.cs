using System.Text;

namespace EdgeWatch.Geography.Registers;

/// <summary>Tells the encodings apart that registers come in: a byte order mark decides, else valid UTF-8 is UTF-8, else it is GB18030 (which contains GBK and GB 2312).</summary>
internal static class TextEncoding
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <summary>Reads the stream through and leaves it at its beginning.</summary>
    public static (Encoding Encoding, string Name) Detect(Stream stream)
    {
        var mark = new byte[3];
        var length = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (length >= 2 && mark is [0xFF, 0xFE, ..])
            return (Encoding.Unicode, "UTF-16");
        if (length >= 2 && mark is [0xFE, 0xFF, ..])
            return (Encoding.BigEndianUnicode, "UTF-16");
        var valid = IsUtf8(stream);
        stream.Position = 0;
        return valid ? (Encoding.UTF8, "UTF-8") : (Gb18030, "GB18030");
    }

    private static bool IsUtf8(Stream stream)
    {
        var decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
        var (bytes, letters) = (new byte[64 * 1024], new char[(64 * 1024) + 4]);
        try
        {
            int count;
            while ((count = stream.Read(bytes)) > 0)
                decoder.GetChars(bytes.AsSpan(0, count), letters, flush: false);
            decoder.GetChars([], letters, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
