using EdgeWatch.Ingest.Video.LibAv;

namespace EdgeWatch.Ingest.Video;

/// <summary>
/// Reads the coded pictures of a video file without decoding them, H.264 and H.265 in Annex B form (start codes; parameter sets before key frames).
/// Not safe for more than one thread.
/// </summary>
public sealed unsafe class PacketReader : IDisposable
{
    private readonly Demuxer _demuxer;
    private readonly BitstreamFilterHandle? _filter;
    private readonly PacketHandle _filtered = new();

    private PacketReader(Demuxer demuxer)
    {
        _demuxer = demuxer;
        var parameters = demuxer.Parameters;
        var filterName = parameters->CodecId switch
        {
            AvConstant.CodecH264 => "h264_mp4toannexb",
            AvConstant.CodecHevc => "hevc_mp4toannexb",
            _ => null,
        };
        if (filterName is not null)
        {
            _filter = MakeFilter(filterName, demuxer);
            parameters = _filter.Context->ParametersOut;
        }

        Stream = new PacketStream
        {
            Codec = demuxer.Codec,
            Width = parameters->Width,
            Height = parameters->Height,
            FrameRate = demuxer.FrameRate,
            BitRate = demuxer.BitRate,
            Duration = demuxer.Duration,
            ParameterSets = new ReadOnlySpan<byte>(parameters->ExtraData, parameters->ExtraDataSize).ToArray(),
        };
    }

    /// <summary>What is known about the stream.</summary>
    public PacketStream Stream { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file; the first or best video stream is read.</param>
    /// <exception cref="VideoException">No such file, no video in it, or libav is missing.</exception>
    public static PacketReader Open(string path)
    {
        var demuxer = Demuxer.OpenFile(path);
        try
        {
            return new PacketReader(demuxer);
        }
        catch
        {
            demuxer.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next coded picture, in decoding order.</summary>
    /// <param name="packet">The picture; its data are valid until the next call.</param>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="VideoException">The file is damaged.</exception>
    public bool TryRead(out MediaPacket packet)
    {
        if (_filter is null)
        {
            var read = _demuxer.Read();
            packet = read == 0 ? Describe(_demuxer.Packet) : default;
            return read == 0 || (read == AvConstant.EndOfFile ? false : AvError.Check(read, "reading a packet") == 0);
        }

        while (true)
        {
            AvCodec.UnreferencePacket(_filtered);
            var received = AvCodec.ReceiveFromFilter(_filter, _filtered);
            if (received == 0)
            {
                packet = Describe(_filtered);
                return true;
            }

            packet = default;
            if (received != AvConstant.Again)
                AvError.Check(received, "converting a packet to Annex B");
            var read = _demuxer.Read();
            if (read == AvConstant.EndOfFile)
                return false;
            AvError.Check(read, "reading a packet");
            AvError.Check(AvCodec.SendToFilter(_filter, _demuxer.Packet), "converting a packet to Annex B");
        }
    }

    /// <summary>Goes back to the beginning.</summary>
    public void Rewind()
    {
        if (_filter is not null)
            AvCodec.FlushFilter(_filter);
        _demuxer.Rewind();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _filtered.Dispose();
        _filter?.Dispose();
        _demuxer.Dispose();
    }

    private static BitstreamFilterHandle MakeFilter(string name, Demuxer demuxer)
    {
        var filter = new BitstreamFilterHandle(AvError.Allocated(AvCodec.FindBitstreamFilter(name)));
        try
        {
            AvError.Check(AvCodec.CopyParameters(filter.Context->ParametersIn, demuxer.Parameters), "copying stream parameters");
            filter.Context->TimeBaseIn = demuxer.TimeBase;
            AvError.Check(AvCodec.InitBitstreamFilter(filter), $"starting {name}");
            return filter;
        }
        catch
        {
            filter.Dispose();
            throw;
        }
    }

    private MediaPacket Describe(PacketHandle handle)
    {
        var packet = handle.Packet;
        var dts = packet->Dts != AvConstant.NoTimestamp ? packet->Dts : packet->Pts;
        var pts = packet->Pts != AvConstant.NoTimestamp ? packet->Pts : dts;
        var isKey = (packet->Flags & AvConstant.PacketKey) != 0;
        return new(new(packet->Data, packet->Size), _demuxer.ToTime(pts), _demuxer.ToTime(dts), _demuxer.ToTime(packet->Duration), isKey);
    }
}

/// <summary>One coded picture.</summary>
public readonly ref struct MediaPacket
{
    internal MediaPacket(ReadOnlySpan<byte> data, TimeSpan pts, TimeSpan dts, TimeSpan duration, bool isKey)
    {
        Data = data;
        (Pts, Dts, Duration, IsKey) = (pts, dts, duration, isKey);
    }

    /// <summary>The bytes: Annex B for H.264 and H.265. Valid until the reader reads on.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Presentation time in the file.</summary>
    public TimeSpan Pts { get; }

    /// <summary>Decoding time; at most <see cref="Pts"/>.</summary>
    public TimeSpan Dts { get; }

    /// <summary>How long the picture stands; zero where unknown.</summary>
    public TimeSpan Duration { get; }

    /// <summary>True where the picture can be decoded without any other.</summary>
    public bool IsKey { get; }
}

/// <summary>What a file says of its video stream.</summary>
public sealed record PacketStream
{
    /// <summary>Codec name: h264, hevc, mjpeg …</summary>
    public required string Codec { get; init; }

    /// <summary>Pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Frames a second; 0 where unknown.</summary>
    public required double FrameRate { get; init; }

    /// <summary>Bits a second; 0 where unknown.</summary>
    public required long BitRate { get; init; }

    /// <summary>Length; null where unknown.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>VPS (H.265), SPS and PPS in Annex B form; empty where the codec has none.</summary>
    public required byte[] ParameterSets { get; init; }
}
