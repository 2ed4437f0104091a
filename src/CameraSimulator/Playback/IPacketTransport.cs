namespace EdgeWatch.CameraSimulator.Playback;

/// <summary>The way to one client. An implementer must never block, and must take a block whole or not at all.</summary>
internal interface IPacketTransport
{
    /// <summary>Channel number to stamp into RTP packets.</summary>
    byte RtpChannel { get; }

    /// <summary>Channel number to stamp into RTCP packets.</summary>
    byte RtcpChannel { get; }

    /// <summary>For logs.</summary>
    string Description { get; }

    /// <summary>Sends, or keeps for <see cref="Flush"/>, packets that are laid out as <see cref="Rtp.PacketLayout"/> says.</summary>
    /// <returns>False where there is no room: nothing was taken.</returns>
    bool Send(ReadOnlySpan<byte> block);

    /// <summary>Goes on sending what waits.</summary>
    /// <returns>How long until it is worth to try again; null when nothing waits.</returns>
    TimeSpan? Flush();

    /// <summary>Since when bytes have been waiting without one going out; null while they flow.</summary>
    TimeSpan? StuckFor { get; }

    /// <summary>Ends the connection.</summary>
    void Abort();
}
