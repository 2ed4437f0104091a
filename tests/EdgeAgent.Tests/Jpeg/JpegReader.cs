using System.Runtime.InteropServices;

namespace EdgeWatch.EdgeAgent.Tests.Jpeg;

/// <summary>Reads JPEG pictures back, by TurboJPEG's own decoder to RGB.</summary>
internal sealed unsafe partial class JpegReader
{
    private readonly byte[] _rgb;

    private JpegReader(int width, int height, byte[] rgb)
    {
        Size = (width, height);
        _rgb = rgb;
    }

    public (int Width, int Height) Size { get; }

    public (byte R, byte G, byte B) this[int x, int y]
    {
        get
        {
            var at = 3 * (y * Size.Width + x);
            return (_rgb[at], _rgb[at + 1], _rgb[at + 2]);
        }
    }

    public static JpegReader Read(byte[] jpeg)
    {
        var handle = InitDecompress();
        try
        {
            int width, height, sampling, space;
            fixed (byte* source = jpeg)
            {
                Header(handle, source, new CULong((nuint)jpeg.Length), &width, &height, &sampling, &space).ShouldBe(0);
                sampling.ShouldBe(2);
                var rgb = new byte[3 * width * height];
                fixed (byte* target = rgb)
                    Decompress(handle, source, new CULong((nuint)jpeg.Length), target, width, 0, height, 0, 0).ShouldBe(0);
                return new JpegReader(width, height, rgb);
            }
        }
        finally
        {
            Destroy(handle).ShouldBe(0);
        }
    }

    [LibraryImport("libturbojpeg.so.0", EntryPoint = "tjInitDecompress")]
    private static partial nint InitDecompress();

    [LibraryImport("libturbojpeg.so.0", EntryPoint = "tjDecompressHeader3")]
    private static partial int Header(nint handle, byte* jpeg, CULong size, int* width, int* height, int* sampling, int* space);

    [LibraryImport("libturbojpeg.so.0", EntryPoint = "tjDecompress2")]
    private static partial int Decompress(nint handle, byte* jpeg, CULong size, byte* target, int width, int pitch, int height, int format, int flags);

    [LibraryImport("libturbojpeg.so.0", EntryPoint = "tjDestroy")]
    private static partial int Destroy(nint handle);
}
