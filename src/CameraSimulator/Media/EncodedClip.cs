namespace EdgeWatch.CameraSimulator.Media;

/// <summary>One compressed picture as it lies in a file.</summary>
/// <param name="Decode">Decoding time.</param>
/// <param name="Present">Presentation time.</param>
/// <param name="IsKey">Decoding can start here.</param>
/// <param name="Stream">Its units with start codes (Annex B).</param>
internal readonly record struct EncodedPacket(TimeSpan Decode, TimeSpan Present, bool IsKey, ReadOnlyMemory<byte> Stream);

/// <summary>One compressed picture, ready to be sent.</summary>
/// <param name="SendAt">Clip time at which a camera would send it; never before <paramref name="PresentAt"/>.</param>
/// <param name="PresentAt">Clip time at which it was taken; the first picture shown is at zero.</param>
/// <param name="IsKey">Decoding can start here; the parameter sets come first in <paramref name="Units"/>.</param>
/// <param name="Units">Network abstraction layer units, without start codes.</param>
internal sealed record AccessUnit(TimeSpan SendAt, TimeSpan PresentAt, bool IsKey, IReadOnlyList<ReadOnlyMemory<byte>> Units);

/// <summary>A whole clip in memory, in decoding order, ready to be played in a loop.</summary>
internal sealed record EncodedClip
{
    /// <summary>Codec of all pictures.</summary>
    public required VideoCodec Codec { get; init; }

    /// <summary>Time after which the clip begins again.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Parameter sets of the first key picture: (VPS,) SPS, PPS.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> ParameterSets { get; init; }

    /// <summary>The pictures, in decoding order; the first is a key picture.</summary>
    public required IReadOnlyList<AccessUnit> AccessUnits { get; init; }

    /// <summary>Pictures per second on average.</summary>
    public double FrameRate => AccessUnits.Count / Duration.TotalSeconds;

    /// <summary>Bits per second on average.</summary>
    public double BitRate => 8 * AccessUnits.Sum(picture => picture.Units.Sum(unit => (double)unit.Length)) / Duration.TotalSeconds;

    /// <summary>Makes a clip of what was read from a file.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="codec">Its codec.</param>
    /// <param name="packets">In decoding order; pictures before the first key picture are left out.</param>
    /// <param name="header">Parameter sets that the file keeps apart from the pictures, in Annex B form; may be empty.</param>
    /// <param name="lastDuration">How long the last picture stands; null takes the average distance.</param>
    /// <exception cref="InvalidDataException">There is nothing that could be played.</exception>
    public static EncodedClip Assemble(string name, VideoCodec codec, IEnumerable<EncodedPacket> packets, ReadOnlyMemory<byte> header, TimeSpan? lastDuration)
    {
        var playable = packets.SkipWhile(packet => !packet.IsKey).ToList();
        if (playable.Count == 0)
            throw new InvalidDataException($"{name}: no key frame found; the simulator needs a video that can be decoded from its start");
        var (first, last) = (playable.Min(packet => packet.Present), playable.Max(packet => packet.Present));
        var step = lastDuration ?? (playable.Count > 1 ? (last - first) / (playable.Count - 1) : TimeSpan.FromSeconds(1));
        if (step <= TimeSpan.Zero)
            throw new InvalidDataException($"{name}: its pictures carry no times; put it into an MP4 or Matroska file first");
        // A camera sends a picture after it took it. With B-frames decoding times run before presentation times by up to this delay.
        var delay = playable.Max(packet => packet.Present - packet.Decode);
        var sets = new ParameterSets(codec, header);
        var pictures = playable
            .Select(packet => new AccessUnit(packet.Decode + delay - first, packet.Present - first, packet.IsKey, sets.Complete(packet)))
            .ToList();
        return new EncodedClip
        {
            Codec = codec,
            Duration = last - first + step,
            ParameterSets = sets.First ?? throw new InvalidDataException($"{name}: no parameter sets found before the first key frame"),
            AccessUnits = pictures,
        };
    }
}
