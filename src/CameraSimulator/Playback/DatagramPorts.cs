using System.Net;
using System.Net.Sockets;

namespace EdgeWatch.CameraSimulator.Playback;

/// <summary>
/// The pair of UDP ports, even for RTP and the next for RTCP (RFC 3550 §11), that all datagrams of a simulator leave from. What clients send to
/// them (receiver reports, packets that open firewalls) stays unread: the RTSP connection shows whether a client is there.
/// </summary>
internal sealed class DatagramPorts : IDisposable
{
    private const int Attempts = 100;

    private DatagramPorts(Socket rtp, Socket rtcp) => (Rtp, Rtcp) = (rtp, rtcp);

    public Socket Rtp { get; }

    public Socket Rtcp { get; }

    public int RtpPort => ((IPEndPoint)Rtp.LocalEndPoint!).Port;

    /// <summary>Finds a free pair.</summary>
    public static DatagramPorts Open(IPAddress address)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var rtp = Bind(address, 0);
            var port = ((IPEndPoint)rtp!.LocalEndPoint!).Port;
            if (port % 2 == 0 && Bind(address, port + 1) is { } rtcp)
                return new DatagramPorts(rtp, rtcp);
            rtp.Dispose();
        }

        throw new IOException($"no free pair of UDP ports found on {address} in {Attempts} attempts; end programs that hold very many ports");
    }

    public void Dispose()
    {
        Rtp.Dispose();
        Rtcp.Dispose();
    }

    private static Socket? Bind(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Blocking = false;
            return socket;
        }
        catch (SocketException) when (port != 0)
        {
            socket.Dispose();
            return null;
        }
    }
}
