using EdgeWatch.CameraSimulator.Rtp;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CameraSimulator.Playback;

/// <summary>One client that a camera plays to. Used by the camera under its lock.</summary>
internal sealed class CameraClient(string name, string camera, IPacketTransport transport, RtpStream rtp, ILogger log)
{
    /// <summary>RFC 3550 §6.2: five seconds between reports.</summary>
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);

    private TimeSpan _nextReport = TimeSpan.MinValue;
    private bool _waitsForKey;
    private bool _isSlow;

    /// <summary>Pictures not sent because there was no room.</summary>
    public long FramesDropped { get; private set; }

    /// <summary>Address of the client, for logs.</summary>
    public string Name => name;

    /// <summary>Way of sending, for logs.</summary>
    public IPacketTransport Transport => transport;

    /// <summary>Leaves out pictures until a key picture comes.</summary>
    public void WaitForKey() => _waitsForKey = true;

    /// <summary>Sends one picture, unless the client waits for a key picture or has no room.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="presentAt">Media time at which it was taken.</param>
    /// <param name="scratch">Room for a copy, at least as long as the picture's block.</param>
    /// <returns>True when it was sent.</returns>
    public bool Deliver(PacketisedFrame frame, TimeSpan presentAt, byte[] scratch)
    {
        if (_waitsForKey && !frame.IsKey)
        {
            FramesDropped += _isSlow ? 1 : 0;
            return false;
        }

        var block = scratch.AsSpan(0, frame.Block.Length);
        frame.Block.CopyTo(block);
        rtp.Stamp(block, presentAt, transport.RtpChannel);
        if (transport.Send(block))
        {
            (_waitsForKey, _isSlow) = (false, false);
            return true;
        }

        if (!_isSlow)
            Log.ClientTooSlow(log, camera, name);
        (_waitsForKey, _isSlow) = (true, true);
        FramesDropped++;
        return false;
    }

    /// <summary>Sends a sender report when one is due.</summary>
    public void Report(TimeSpan mediaTime, DateTimeOffset wallTime)
    {
        if (mediaTime < _nextReport)
            return;
        _nextReport = mediaTime + ReportInterval;
        transport.Send(rtp.Report(mediaTime, wallTime, transport.RtcpChannel));
    }
}
