using System.Net.Sockets;

namespace EdgeWatch.CameraSimulator.Playback;

/// <summary>Packets inside the RTSP connection (RFC 2326 §10.12).</summary>
internal sealed class InterleavedTransport(Socket socket, ConnectionOutput output, byte rtpChannel, byte rtcpChannel) : IPacketTransport
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(10);

    public byte RtpChannel => rtpChannel;

    public byte RtcpChannel => rtcpChannel;

    public string Description => "TCP";

    public TimeSpan? StuckFor => output.StuckFor;

    public bool Send(ReadOnlySpan<byte> block) => output.Send(block);

    public TimeSpan? Flush() => output.Flush() ? null : RetryAfter;

    public void Abort() => socket.Dispose();
}
