using System.Runtime.InteropServices;

namespace EdgeWatch.Ingest.Video.LibAv;

/// <summary>Reads the packets of the one video stream of a file or camera. Not safe for more than one thread.</summary>
internal sealed unsafe class Demuxer : IDisposable
{
    private readonly FormatHandle _format;
    private readonly PacketHandle _packet = new();
    private readonly AvStream* _stream;
    private readonly int _streamIndex;
    private readonly double _ticksPerUnit;
    private TimeSpan _lastTime;

    private Demuxer(FormatHandle format, int streamIndex)
    {
        (_format, _streamIndex) = (format, streamIndex);
        _stream = format.Context->Streams[streamIndex];
        _ticksPerUnit = _stream->TimeBase.Value * TimeSpan.TicksPerSecond;
        for (var i = 0; i < format.Context->StreamCount; i++)
        {
            if (i != streamIndex)
                format.Context->Streams[i]->Discard = AvConstant.DiscardAll;
        }
    }

    /// <summary>The packet that <see cref="Read"/> filled; its content is valid until the next call.</summary>
    public PacketHandle Packet => _packet;

    /// <summary>The stream's parameters; valid while this is open.</summary>
    public AvCodecParameters* Parameters => _stream->Parameters;

    /// <summary>Codec name: h264, hevc, mjpeg …</summary>
    public string Codec => Marshal.PtrToStringUTF8((nint)AvCodec.GetName(Parameters->CodecId)) ?? "unknown";

    /// <summary>Frames a second as the container states them; 0 where it does not.</summary>
    public double FrameRate => _stream->AverageFrameRate.Value is > 0 and var rate ? rate : _stream->RealFrameRate.Value;

    /// <summary>Time from picture to picture; zero where unknown.</summary>
    public TimeSpan PictureDuration => FrameRate is > 0 and var rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;

    /// <summary>Bits a second as the container states them; 0 where it does not.</summary>
    public long BitRate => Parameters->BitRate is > 0 and var rate ? rate : _format.Context->BitRate;

    /// <summary>Length of a file; null where unknown or endless.</summary>
    public TimeSpan? Duration => _format.Context->Duration is > 0 and var microseconds ? TimeSpan.FromMicroseconds(microseconds) : null;

    /// <summary>Presentation time at which the stream begins.</summary>
    public TimeSpan Start => ToTime(_stream->StartTime);

    /// <summary>True where the packet begins a picture that needs no other.</summary>
    public bool IsKey => (_packet.Packet->Flags & AvConstant.PacketKey) != 0;

    /// <summary>The units of packet times, in seconds.</summary>
    public AvRational TimeBase => _stream->TimeBase;

    /// <summary>The camera's UTC at presentation time zero, from its RTCP sender reports; null until one came.</summary>
    public DateTimeOffset? CameraEpoch =>
        _format.Context->StartTimeRealtime is var microseconds and > 0 ? DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(microseconds) : null;

    /// <summary>Opens a file or camera.</summary>
    /// <param name="address">Address for libav.</param>
    /// <param name="shown">Address for texts, without credentials.</param>
    /// <param name="options">libav's options for protocol and container.</param>
    /// <param name="interrupt">Ends blocking calls; null where nothing blocks.</param>
    /// <param name="probe">Reads ahead until size and frame rate are known (files); a camera tells enough in its description.</param>
    public static Demuxer Open(string address, string shown, IEnumerable<KeyValuePair<string, string>> options, Interrupt? interrupt, bool probe)
    {
        LibAv.EnsureLoaded();
        var context = AvFormat.Allocate();
        AvError.Allocated((nint)context);
        interrupt?.AttachTo(context);
        nint dictionary = 0;
        foreach (var (key, value) in options)
            AvError.Check(AvUtil.SetOption(ref dictionary, key, value, 0), $"setting {key}");
        var opened = AvFormat.OpenInput(ref context, address, 0, ref dictionary);
        AvUtil.FreeOptions(ref dictionary);
        AvError.Check(opened, $"opening {shown}");

        var format = new FormatHandle(context);
        try
        {
            if (probe)
                AvError.Check(AvFormat.FindStreamInfo(format, 0), $"reading {shown}");
            var stream = AvFormat.FindBestStream(format, AvConstant.Video, -1, -1, 0, 0);
            return stream >= 0 ? new Demuxer(format, stream) : throw new VideoException($"{shown} holds no video stream");
        }
        catch
        {
            format.Dispose();
            throw;
        }
    }

    /// <summary>Opens a video file.</summary>
    public static Demuxer OpenFile(string path, Interrupt? interrupt = null)
    {
        if (!File.Exists(path))
            throw new VideoException($"{path}: no such file");

        // "file:" keeps a name like "rtsp:x.mp4" a file, and the white list keeps a playlist from reaching into the network.
        return Open("file:" + Path.GetFullPath(path), path, [new("protocol_whitelist", "file,crypto")], interrupt, probe: true);
    }

    /// <summary>Reads the next packet of the video stream into <see cref="Packet"/>.</summary>
    /// <returns>0, or libav's error: <see cref="AvConstant.EndOfFile"/>, <see cref="AvConstant.Exit"/> when interrupted …</returns>
    public int Read()
    {
        while (true)
        {
            AvCodec.UnreferencePacket(_packet);
            var result = AvFormat.ReadPacket(_format, _packet);
            if (result < 0)
                return result;
            if (_packet.Packet->StreamIndex == _streamIndex)
                return 0;
        }
    }

    /// <summary>Goes back to the beginning of a file.</summary>
    public void Rewind() =>
        AvError.Check(AvFormat.Seek(_format, _streamIndex, Math.Max(_stream->StartTime, 0), AvConstant.SeekBackward), "going back to the beginning");

    /// <summary>Added to all times: what was played before this pass through a file.</summary>
    public TimeSpan Offset { get; set; }

    /// <summary>
    /// Presentation time of the packet; its decoding time where it has none. A packet without either (raw H.264 files) follows the one before at the
    /// stated frame rate.
    /// </summary>
    public TimeSpan PacketTime()
    {
        var units = _packet.Packet->Pts != AvConstant.NoTimestamp ? _packet.Packet->Pts : _packet.Packet->Dts;
        _lastTime = units != AvConstant.NoTimestamp ? ToTime(units) : _lastTime + PictureDuration;
        return _lastTime + Offset;
    }

    /// <summary>Presentation time of a decoded picture.</summary>
    public TimeSpan PictureTime(nint picture)
    {
        var frame = (AvFrame*)picture;
        var units = frame->BestEffortTimestamp != AvConstant.NoTimestamp ? frame->BestEffortTimestamp : frame->Pts;
        return (units != AvConstant.NoTimestamp ? ToTime(units) : _lastTime) + Offset;
    }

    /// <summary>A time in the stream's units.</summary>
    public TimeSpan ToTime(long units) => units == AvConstant.NoTimestamp ? TimeSpan.Zero : new((long)Math.Round(units * _ticksPerUnit));

    public void Dispose()
    {
        _packet.Dispose();
        _format.Dispose();
    }
}
