using EdgeWatch.CameraSimulator.Media;

namespace EdgeWatch.CameraSimulator.Rtp;

/// <summary>One picture in packets that all clients share.</summary>
/// <param name="SendAt">Clip time at which it is sent.</param>
/// <param name="PresentAt">Clip time at which it was taken.</param>
/// <param name="IsKey">Decoding can start here.</param>
/// <param name="Block">The packets, laid out as <see cref="PacketLayout"/> says; never written to.</param>
/// <param name="Packets">How many.</param>
internal sealed record PacketisedFrame(TimeSpan SendAt, TimeSpan PresentAt, bool IsKey, byte[] Block, int Packets);

/// <summary>A clip in packets: made once per file, shared by every camera and client that plays it.</summary>
internal sealed class PacketisedClip
{
    /// <summary>Payload that, with RTP, UDP and IP headers, fits an Ethernet frame and leaves room for a tunnel.</summary>
    public const int MaximumPayload = 1400;

    /// <summary>Cuts a clip into packets.</summary>
    public PacketisedClip(EncodedClip clip, int maximumPayload = MaximumPayload)
    {
        (Codec, Duration, ParameterSets) = (clip.Codec, clip.Duration, clip.ParameterSets);
        (FrameRate, BitRate) = (clip.FrameRate, clip.BitRate);
        var packetiser = new NalPacketiser(clip.Codec, maximumPayload);
        Frames = [.. clip.AccessUnits.Select(picture => Packetise(packetiser, picture))];
        LargestBlock = Frames.Max(frame => frame.Block.Length);
    }

    /// <summary>Codec of all pictures.</summary>
    public VideoCodec Codec { get; }

    /// <summary>Time after which the clip begins again.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Pictures per second on average.</summary>
    public double FrameRate { get; }

    /// <summary>Bits per second on average.</summary>
    public double BitRate { get; }

    /// <summary>For the session description.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> ParameterSets { get; }

    /// <summary>Bytes of the largest picture's packets.</summary>
    public int LargestBlock { get; }

    /// <summary>The pictures, in decoding order.</summary>
    public PacketisedFrame[] Frames { get; }

    private static PacketisedFrame Packetise(NalPacketiser packetiser, AccessUnit picture)
    {
        var (block, packets) = packetiser.Packetise(picture.Units);
        return new PacketisedFrame(picture.SendAt, picture.PresentAt, picture.IsKey, block, packets);
    }
}
