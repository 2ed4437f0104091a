using System.Runtime.InteropServices;

namespace EdgeWatch.Ingest.Video.LibAv;

// The fields of libav's structures that have no accessor function, at the offsets of libavformat 59, libavcodec 59 and libavutil 57 on 64-bit
// systems (x64 and arm64 agree). Each was printed by layout.c beside this file from Debian 12's headers (5.1.9). libav keeps its layouts within a
// major version and changes them between majors, so LibAv.EnsureLoaded admits these majors only.

/// <summary>A fraction, as libav writes time bases and frame rates.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct AvRational(int Numerator, int Denominator)
{
    public double Value => Denominator == 0 ? 0 : (double)Numerator / Denominator;
}

[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AvFormatContext
{
    [FieldOffset(44)] public uint StreamCount;
    [FieldOffset(48)] public AvStream** Streams;
    [FieldOffset(72)] public long Duration;
    [FieldOffset(80)] public long BitRate;
    [FieldOffset(96)] public int Flags;
    [FieldOffset(184)] public long StartTimeRealtime;
    [FieldOffset(200)] public delegate* unmanaged[Cdecl]<nint, int> InterruptCallback;
    [FieldOffset(208)] public nint InterruptOpaque;
}

[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AvStream
{
    [FieldOffset(16)] public AvRational TimeBase;
    [FieldOffset(24)] public long StartTime;
    [FieldOffset(52)] public int Discard;
    [FieldOffset(72)] public AvRational AverageFrameRate;
    [FieldOffset(200)] public AvRational RealFrameRate;
    [FieldOffset(208)] public AvCodecParameters* Parameters;
}

[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AvCodecParameters
{
    [FieldOffset(0)] public int CodecType;
    [FieldOffset(4)] public int CodecId;
    [FieldOffset(16)] public byte* ExtraData;
    [FieldOffset(24)] public int ExtraDataSize;
    [FieldOffset(28)] public int Format;
    [FieldOffset(32)] public long BitRate;
    [FieldOffset(48)] public int Profile;
    [FieldOffset(56)] public int Width;
    [FieldOffset(60)] public int Height;
}

[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AvPacket
{
    [FieldOffset(8)] public long Pts;
    [FieldOffset(16)] public long Dts;
    [FieldOffset(24)] public byte* Data;
    [FieldOffset(32)] public int Size;
    [FieldOffset(36)] public int StreamIndex;
    [FieldOffset(40)] public int Flags;
    [FieldOffset(64)] public long Duration;
}

[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AvFrame
{
    [FieldOffset(0)] public AvPlanes Data;
    [FieldOffset(64)] public AvStrides Stride;
    [FieldOffset(104)] public int Width;
    [FieldOffset(108)] public int Height;
    [FieldOffset(116)] public int Format;
    [FieldOffset(136)] public long Pts;
    [FieldOffset(320)] public int ColorRange;
    [FieldOffset(332)] public int ColorSpace;
    [FieldOffset(344)] public long BestEffortTimestamp;
    [FieldOffset(376)] public int DecodeErrors;
}

[StructLayout(LayoutKind.Explicit)]
internal struct AvCodecContext
{
    [FieldOffset(676)] public int Profile;
}

[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AvBitstreamFilterContext
{
    [FieldOffset(24)] public AvCodecParameters* ParametersIn;
    [FieldOffset(32)] public AvCodecParameters* ParametersOut;
    [FieldOffset(40)] public AvRational TimeBaseIn;
}

[StructLayout(LayoutKind.Explicit)]
internal struct AvPixelFormatDescriptor
{
    [FieldOffset(16)] public ulong Flags;
}

/// <summary>The eight plane addresses of a frame.</summary>
[System.Runtime.CompilerServices.InlineArray(8)]
internal struct AvPlanes
{
    private nint _first;
}

/// <summary>The eight row strides of a frame.</summary>
[System.Runtime.CompilerServices.InlineArray(8)]
internal struct AvStrides
{
    private int _first;
}

/// <summary>Numbers from libav's headers.</summary>
internal static class AvConstant
{
    public const long NoTimestamp = long.MinValue;
    public const int Video = 0;
    public const int PacketKey = 1;
    public const int CodecH264 = 27;
    public const int CodecHevc = 173;
    public const int DiscardAll = 48;
    public const int Yuv420P = 0;
    public const int YuvJ420P = 12;
    public const int ColorRangeJpeg = 2;
    public const ulong PixelFormatRgb = 1 << 5;
    public const int SeekBackward = 1;
    public const int ScaleBilinear = 2;
    public const int LogQuiet = -8;

    // Errors: AVERROR(EAGAIN), AVERROR(ETIMEDOUT) … are negative errno; the others are four-character tags.
    public const int Again = -11;
    public const int EndOfFile = -541478725;
    public const int Exit = -1414092869;
    public const int InvalidData = -1094995529;
    public const int BadRequest = -808465656;
    public const int Unauthorized = -825242872;
    public const int Forbidden = -858797304;
    public const int NotFound = -875574520;
    public const int OtherClientError = -1482175736;
    public const int ServerError = -1482175992;
}
