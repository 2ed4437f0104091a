namespace EdgeWatch.CameraSimulator.Media;

/// <summary>What must be known of a network abstraction layer unit (ITU-T H.264 §7.3.1, H.265 §7.3.1) to send it: its kind and its bounds.</summary>
internal static class NalUnit
{
    /// <summary>Bytes of the unit's header.</summary>
    public static int HeaderLength(VideoCodec codec) => codec == VideoCodec.H264 ? 1 : 2;

    /// <summary>nal_unit_type.</summary>
    public static int TypeOf(VideoCodec codec, ReadOnlySpan<byte> unit) => codec == VideoCodec.H264 ? unit[0] & 0x1F : (unit[0] >> 1) & 0x3F;

    /// <summary>What the unit is for.</summary>
    public static NalKind KindOf(VideoCodec codec, ReadOnlySpan<byte> unit) => (codec, TypeOf(codec, unit)) switch
    {
        (VideoCodec.H265, 32) => NalKind.VideoParameterSet,
        (VideoCodec.H264, 7) or (VideoCodec.H265, 33) => NalKind.SequenceParameterSet,
        (VideoCodec.H264, 8) or (VideoCodec.H265, 34) => NalKind.PictureParameterSet,
        // Delimiters and end marks are carried by RTP timestamps and the marker bit; filler only costs bandwidth.
        (VideoCodec.H264, >= 9 and <= 12) or (VideoCodec.H265, >= 35 and <= 38) => NalKind.Padding,
        _ => NalKind.Other,
    };

    /// <summary>Splits a byte stream with start codes (Annex B) into units without them.</summary>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> stream)
    {
        var units = new List<ReadOnlyMemory<byte>>();
        var bytes = stream.Span;
        var begin = AfterStartCode(bytes, 0);
        while (begin >= 0)
        {
            var next = bytes[begin..].IndexOf(StartCode);
            var end = next < 0 ? bytes.Length : begin + next;
            // Zero bytes before a start code belong to the code, not to the unit, which always ends in a one bit.
            var trimmed = bytes[begin..end].TrimEnd((byte)0).Length;
            if (trimmed > 0)
                units.Add(stream.Slice(begin, trimmed));
            begin = next < 0 ? -1 : end + StartCode.Length;
        }

        return units;
    }

    private static ReadOnlySpan<byte> StartCode => [0, 0, 1];

    private static int AfterStartCode(ReadOnlySpan<byte> bytes, int from)
    {
        var at = bytes[from..].IndexOf(StartCode);
        return at < 0 ? -1 : from + at + StartCode.Length;
    }
}

/// <summary>What a unit is for.</summary>
internal enum NalKind
{
    /// <summary>Slices, supplemental information and all else that is passed on as it is.</summary>
    Other,

    /// <summary>H.265 video parameter set.</summary>
    VideoParameterSet,

    /// <summary>Sequence parameter set.</summary>
    SequenceParameterSet,

    /// <summary>Picture parameter set.</summary>
    PictureParameterSet,

    /// <summary>Delimiters, end marks and filler: not sent.</summary>
    Padding,
}
