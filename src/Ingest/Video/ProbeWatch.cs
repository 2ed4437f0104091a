using EdgeWatch.Ingest.Video.LibAv;

namespace EdgeWatch.Ingest.Video;

/// <summary>Gathers what a probe tells from the packets that come by.</summary>
internal sealed unsafe class ProbeWatch : IDisposable
{
    // Rates measured over less say little.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    private readonly string _camera;
    private readonly Demuxer _demuxer;
    private readonly bool _isLive;
    private readonly TimeProvider _time;
    private readonly Decoder _decoder;
    private readonly PictureMaker _maker = new();
    private readonly StreamPace _pace = new();
    private Frame? _picture;
    private string? _pixelFormat;
    private long _bytes;
    private int _packets;
    private TimeSpan? _clockOffset;

    public ProbeWatch(string camera, Demuxer demuxer, bool isLive, TimeProvider time)
    {
        (_camera, _demuxer, _isLive, _time) = (camera, demuxer, isLive, time);
        _decoder = Decoder.Open(demuxer.Parameters, camera);
    }

    /// <summary>True where more watching would tell nothing new.</summary>
    public bool IsComplete =>
        _picture is not null && (!_isLive || _clockOffset is not null) && _pace.KeyFrameInterval is not null && _pace.Steady > Least;

    /// <summary>The demuxer holds a packet.</summary>
    public void Saw()
    {
        var at = _demuxer.PacketTime();
        _pace.Saw(at, _demuxer.IsKey);
        _bytes += _demuxer.Packet.Packet->Size;
        _packets++;
        if (_demuxer.CameraEpoch is { } epoch && _isLive)
        {
            // The network only ever delays, so the greatest difference is the truest.
            var offset = epoch + at - _time.GetUtcNow();
            _clockOffset = _clockOffset > offset ? _clockOffset : offset;
        }

        if (_demuxer.IsKey && _picture is null)
            Decode();
    }

    /// <summary>What was seen. The picture goes to the caller.</summary>
    public VideoProbeResult Result(CameraUrl url, SourceOptions options)
    {
        if (_packets == 0)
            throw new VideoException($"{url.Shown} sent no picture within the time given");
        var seconds = _pace.Steady.TotalSeconds;
        var picture = _picture;
        _picture = null;
        return new()
        {
            Url = url.Shown,
            Transport = _isLive ? options.Transport == RtspTransport.Udp ? "udp" : "tcp" : "file",
            Codec = _demuxer.Codec,
            Profile = _decoder.Profile,
            PixelFormat = _pixelFormat,
            Width = picture?.Width,
            Height = picture?.Height,
            FrameRate = _demuxer.FrameRate is > 0 and var stated ? stated : seconds > 0 ? (_packets - 1) / seconds : null,
            BitRate = seconds > 0 ? (long)(_bytes * 8 / seconds) : null,
            KeyFrameInterval = _pace.KeyFrameInterval,
            ClockOffset = _clockOffset,
            FirstPicture = picture,
        };
    }

    public void Dispose()
    {
        _picture?.Dispose();
        _maker.Dispose();
        _decoder.Dispose();
    }

    private void Decode()
    {
        var decoded = FramePool.Shared.Rent();
        if (_decoder.DecodeAlone(_demuxer.Packet, decoded) != DecodeOutcome.Decoded)
        {
            FramePool.Shared.Release(decoded);
            return;
        }

        _pixelFormat = AvUtil.PixelFormatName(((AvFrame*)decoded)->Format);
        _picture = _maker.Make(decoded, _camera, 1, _time.GetUtcNow());
    }
}
