using System.Runtime.InteropServices;

namespace EdgeWatch.Ingest.Video.LibAv;

/// <summary>libavcodec: packets, decoders, bitstream filters.</summary>
internal static unsafe partial class AvCodec
{
    public const string Library = "libavcodec.so.59";

    [LibraryImport(Library, EntryPoint = "avcodec_version")]
    public static partial uint Version();

    [LibraryImport(Library, EntryPoint = "av_packet_alloc")]
    public static partial nint AllocatePacket();

    [LibraryImport(Library, EntryPoint = "av_new_packet")]
    public static partial int AllocatePacketData(PacketHandle packet, int size);

    [LibraryImport(Library, EntryPoint = "av_packet_move_ref")]
    public static partial void MovePacket(PacketHandle to, PacketHandle from);

    [LibraryImport(Library, EntryPoint = "av_packet_ref")]
    public static partial int ReferencePacket(PacketHandle to, PacketHandle from);

    [LibraryImport(Library, EntryPoint = "av_packet_free")]
    public static partial void FreePacket(ref nint packet);

    [LibraryImport(Library, EntryPoint = "av_packet_unref")]
    public static partial void UnreferencePacket(PacketHandle packet);

    [LibraryImport(Library, EntryPoint = "avcodec_find_decoder")]
    public static partial nint FindDecoder(int codecId);

    [LibraryImport(Library, EntryPoint = "avcodec_get_name")]
    public static partial byte* GetName(int codecId);

    [LibraryImport(Library, EntryPoint = "avcodec_profile_name")]
    public static partial byte* GetProfileName(int codecId, int profile);

    [LibraryImport(Library, EntryPoint = "avcodec_alloc_context3")]
    public static partial nint AllocateContext(nint codec);

    [LibraryImport(Library, EntryPoint = "avcodec_free_context")]
    public static partial void FreeContext(ref nint context);

    [LibraryImport(Library, EntryPoint = "avcodec_parameters_to_context")]
    public static partial int ParametersToContext(CodecHandle context, AvCodecParameters* parameters);

    [LibraryImport(Library, EntryPoint = "avcodec_parameters_copy")]
    public static partial int CopyParameters(AvCodecParameters* to, AvCodecParameters* from);

    [LibraryImport(Library, EntryPoint = "avcodec_open2")]
    public static partial int Open(CodecHandle context, nint codec, ref nint options);

    [LibraryImport(Library, EntryPoint = "avcodec_send_packet")]
    public static partial int SendPacket(CodecHandle context, PacketHandle packet);

    [LibraryImport(Library, EntryPoint = "avcodec_send_packet")]
    public static partial int SendEnd(CodecHandle context, nint none);

    [LibraryImport(Library, EntryPoint = "avcodec_receive_frame")]
    public static partial int ReceiveFrame(CodecHandle context, nint frame);

    [LibraryImport(Library, EntryPoint = "avcodec_flush_buffers")]
    public static partial void Flush(CodecHandle context);

    [LibraryImport(Library, EntryPoint = "av_bsf_get_by_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FindBitstreamFilter(string name);

    [LibraryImport(Library, EntryPoint = "av_bsf_alloc")]
    public static partial int AllocateBitstreamFilter(nint filter, out nint context);

    [LibraryImport(Library, EntryPoint = "av_bsf_init")]
    public static partial int InitBitstreamFilter(BitstreamFilterHandle context);

    [LibraryImport(Library, EntryPoint = "av_bsf_send_packet")]
    public static partial int SendToFilter(BitstreamFilterHandle context, PacketHandle packet);

    [LibraryImport(Library, EntryPoint = "av_bsf_receive_packet")]
    public static partial int ReceiveFromFilter(BitstreamFilterHandle context, PacketHandle packet);

    [LibraryImport(Library, EntryPoint = "av_bsf_flush")]
    public static partial void FlushFilter(BitstreamFilterHandle context);

    [LibraryImport(Library, EntryPoint = "av_bsf_free")]
    public static partial void FreeBitstreamFilter(ref nint context);
}
