using System.Runtime.InteropServices;

namespace EdgeWatch.Ingest.Video.LibAv;

/// <summary>libavformat: containers and RTSP.</summary>
internal static unsafe partial class AvFormat
{
    public const string Library = "libavformat.so.59";

    [LibraryImport(Library, EntryPoint = "avformat_version")]
    public static partial uint Version();

    [LibraryImport(Library, EntryPoint = "avformat_network_init")]
    public static partial int NetworkInit();

    [LibraryImport(Library, EntryPoint = "avformat_alloc_context")]
    public static partial AvFormatContext* Allocate();

    // Frees the context itself, and clears the pointer, where opening fails.
    [LibraryImport(Library, EntryPoint = "avformat_open_input", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenInput(ref AvFormatContext* context, string url, nint format, ref nint options);

    [LibraryImport(Library, EntryPoint = "avformat_find_stream_info")]
    public static partial int FindStreamInfo(FormatHandle context, nint options);

    [LibraryImport(Library, EntryPoint = "av_find_best_stream")]
    public static partial int FindBestStream(FormatHandle context, int type, int wanted, int related, nint decoder, int flags);

    [LibraryImport(Library, EntryPoint = "av_read_frame")]
    public static partial int ReadPacket(FormatHandle context, PacketHandle packet);

    [LibraryImport(Library, EntryPoint = "av_seek_frame")]
    public static partial int Seek(FormatHandle context, int stream, long timestamp, int flags);

    [LibraryImport(Library, EntryPoint = "avformat_close_input")]
    public static partial void CloseInput(ref nint context);
}
