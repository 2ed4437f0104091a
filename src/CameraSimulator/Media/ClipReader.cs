using EdgeWatch.Ingest.Video;

namespace EdgeWatch.CameraSimulator.Media;

/// <summary>Reads a video file into memory.</summary>
internal static class ClipReader
{
    /// <summary>Reads the pictures of a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It holds no video that the simulator can play.</exception>
    public static EncodedClip Read(string path)
    {
        try
        {
            using var reader = PacketReader.Open(path);
            var codec = reader.Stream.Codec switch
            {
                "h264" => VideoCodec.H264,
                "hevc" => VideoCodec.H265,
                var other => throw new InvalidDataException($"{path}: the simulator plays H.264 and H.265, not {other}; convert it with ffmpeg -i … -c:v libx264"),
            };
            var packets = ReadAll(reader, out var lastDuration);
            return EncodedClip.Assemble(path, codec, packets, reader.Stream.ParameterSets, lastDuration);
        }
        catch (VideoException error)
        {
            throw new IOException($"{path} cannot be played: {error.Message}", error);
        }
    }

    private static List<EncodedPacket> ReadAll(PacketReader reader, out TimeSpan? lastDuration)
    {
        var (packets, latest) = (new List<EncodedPacket>(), TimeSpan.MinValue);
        lastDuration = null;
        while (reader.TryRead(out var packet))
        {
            packets.Add(new EncodedPacket(packet.Dts, packet.Pts, packet.IsKey, packet.Data.ToArray()));
            if (packet.Pts < latest)
                continue;
            (latest, lastDuration) = (packet.Pts, packet.Duration > TimeSpan.Zero ? packet.Duration : null);
        }

        return packets;
    }
}
