using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeWatch.EdgeAgent.Jpeg;

/// <summary>The few functions of TurboJPEG that are used (turbojpeg.h, API of 2.x, which 3.x keeps).</summary>
internal static unsafe partial class TurboJpeg
{
    /// <summary>TJSAMP_420: chroma at half the width and height, as in the frames.</summary>
    public const int Sampling420 = 2;

    /// <summary>TJFLAG_NOREALLOC: the output buffer is ours and large enough.</summary>
    public const int NoRealloc = 1024;

    private const string Library = "libturbojpeg.so.0";

    private const string Remedy = "Install it with `apt install libturbojpeg0`.";

    /// <summary>Makes a compressor.</summary>
    /// <exception cref="JpegException">The library is missing or too old.</exception>
    public static TurboJpegHandle Open()
    {
        if (!NativeLibrary.TryLoad(Library, out var module))
            throw new JpegException($"{Library} was not found in the system's library folders. {Remedy}");
        // 2.x has no function that tells its version; this one came with 2.0.
        if (!NativeLibrary.TryGetExport(module, "tjGetErrorStr2", out _))
            throw new JpegException($"{Library} is older than 2.0. {Remedy}");
        var handle = new TurboJpegHandle(Init());
        return !handle.IsInvalid ? handle : throw new JpegException($"{Library} could not make a compressor: out of memory");
    }

    public static string Error(TurboJpegHandle handle) => Marshal.PtrToStringUTF8((nint)ErrorText(handle)) ?? "unknown error";

    [LibraryImport(Library, EntryPoint = "tjBufSize")]
    public static partial CULong BufferSize(int width, int height, int sampling);

    [LibraryImport(Library, EntryPoint = "tjCompressFromYUVPlanes")]
    public static partial int Compress(
        TurboJpegHandle handle, byte** planes, int width, int* strides, int height, int sampling, byte** jpeg, CULong* size, int quality, int flags);

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    internal static partial int Destroy(nint handle);

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    private static partial nint Init();

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    private static partial byte* ErrorText(TurboJpegHandle handle);
}

/// <summary>A compressor.</summary>
internal sealed class TurboJpegHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public TurboJpegHandle(nint value)
        : base(ownsHandle: true) => SetHandle(value);

    protected override bool ReleaseHandle() => TurboJpeg.Destroy(handle) == 0;
}
