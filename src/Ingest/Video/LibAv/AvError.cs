using System.Text;

namespace EdgeWatch.Ingest.Video.LibAv;

/// <summary>libav's error numbers.</summary>
internal static unsafe class AvError
{
    /// <summary>Throws where <paramref name="result"/> is an error.</summary>
    /// <param name="result">What libav returned.</param>
    /// <param name="doing">What was being done: "opening the decoder". Must hold no credentials.</param>
    public static int Check(int result, string doing) =>
        result >= 0 ? result : throw new VideoException($"{doing} failed: {Describe(result)}") { Code = result };

    /// <summary>Throws where libav was out of memory.</summary>
    public static nint Allocated(nint memory) => memory != 0 ? memory : throw new VideoException("libav could not allocate what it needs: memory is short");

    /// <summary>libav's own words for an error.</summary>
    public static string Describe(int error)
    {
        const int Size = 128;
        var text = stackalloc byte[Size];
        return AvUtil.DescribeError(error, text, Size) == 0
            ? Encoding.UTF8.GetString(new ReadOnlySpan<byte>(text, new ReadOnlySpan<byte>(text, Size).IndexOf((byte)0)))
            : $"error {error}";
    }
}
