using System.Net;
using System.Net.Sockets;
using EdgeWatch.CameraSimulator.Rtp;

namespace EdgeWatch.CameraSimulator.Playback;

/// <summary>
/// Packets in datagrams of their own. A key picture may be 200 datagrams: sent at once they would overflow a client's receive buffer (212,992 bytes by
/// default in Linux, some 90 datagrams with overhead), so they go out in small groups, as a camera's network port paces them too.
/// </summary>
internal sealed class DatagramTransport(DatagramPorts ports, IPAddress client, TransportPorts clientPorts, Action abort, int limit) : IPacketTransport
{
    private const int GroupSize = 24;
    private static readonly TimeSpan GroupInterval = TimeSpan.FromMilliseconds(2);

    private readonly ByteQueue _queue = new(limit);
    private readonly SocketAddress _rtp = new IPEndPoint(client, clientPorts.Rtp).Serialize();
    private readonly SocketAddress _rtcp = new IPEndPoint(client, clientPorts.Rtcp).Serialize();

    public byte RtpChannel => 0;

    public byte RtcpChannel => 1;

    public string Description => "UDP";

    /// <summary>Datagrams leave or are lost; none waits for the client.</summary>
    public TimeSpan? StuckFor => null;

    public bool Send(ReadOnlySpan<byte> block) => _queue.TryAppend(block);

    public TimeSpan? Flush()
    {
        for (var count = 0; count < GroupSize && _queue.Count > 0; count++)
        {
            var packet = _queue.Waiting[..PacketLayout.LengthOf(_queue.Waiting)];
            if (!TrySend(packet))
                break;
            _queue.Consume(packet.Length);
        }

        return _queue.Count == 0 ? null : GroupInterval;
    }

    public void Abort() => abort();

    private bool TrySend(ReadOnlySpan<byte> packet)
    {
        var isRtp = packet[1] == RtpChannel;
        try
        {
            (isRtp ? ports.Rtp : ports.Rtcp).SendTo(packet[PacketLayout.FrameHeader..], SocketFlags.None, isRtp ? _rtp : _rtcp);
            return true;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.WouldBlock)
        {
            return false;
        }
        catch (SocketException)
        {
            // Lost, as datagrams may be; a client that is gone is noticed by its RTSP connection.
            return true;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}

/// <summary>A client's UDP ports.</summary>
internal readonly record struct TransportPorts(int Rtp, int Rtcp);
