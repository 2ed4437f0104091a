using System.Runtime.InteropServices;

namespace EdgeWatch.Ingest.Video.LibAv;

/// <summary>libavutil: frames, options, errors, pixel formats.</summary>
internal static unsafe partial class AvUtil
{
    public const string Library = "libavutil.so.57";

    [LibraryImport(Library, EntryPoint = "avutil_version")]
    public static partial uint Version();

    [LibraryImport(Library, EntryPoint = "av_log_set_level")]
    public static partial void SetLogLevel(int level);

    [LibraryImport(Library, EntryPoint = "av_frame_alloc")]
    public static partial AvFrame* AllocateFrame();

    [LibraryImport(Library, EntryPoint = "av_frame_free")]
    public static partial void FreeFrame(ref nint frame);

    [LibraryImport(Library, EntryPoint = "av_frame_unref")]
    public static partial void UnreferenceFrame(nint frame);

    [LibraryImport(Library, EntryPoint = "av_frame_get_buffer")]
    public static partial int GetFrameBuffer(AvFrame* frame, int align);

    [LibraryImport(Library, EntryPoint = "av_dict_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetOption(ref nint options, string key, string value, int flags);

    [LibraryImport(Library, EntryPoint = "av_dict_free")]
    public static partial void FreeOptions(ref nint options);

    [LibraryImport(Library, EntryPoint = "av_opt_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetObjectOption(CodecHandle context, string name, string value, int searchFlags);

    [LibraryImport(Library, EntryPoint = "av_strerror")]
    public static partial int DescribeError(int error, byte* text, nuint size);

    [LibraryImport(Library, EntryPoint = "av_get_pix_fmt_name")]
    private static partial byte* GetPixelFormatName(int format);

    /// <summary>libav's name of a pixel format: yuv420p.</summary>
    public static string? PixelFormatName(int format) => Marshal.PtrToStringUTF8((nint)GetPixelFormatName(format));

    [LibraryImport(Library, EntryPoint = "av_pix_fmt_desc_get")]
    public static partial AvPixelFormatDescriptor* GetPixelFormat(int format);
}
