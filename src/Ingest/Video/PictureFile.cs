using EdgeWatch.Ingest.Video.LibAv;

namespace EdgeWatch.Ingest.Video;

/// <summary>Reads JPEG and PNG pictures of any pixel format.</summary>
public static class PictureFile
{
    private const int CodecMjpeg = 7;
    private const int CodecPng = 61;

    /// <summary>File name extensions that <see cref="Read(string, string, DateTimeOffset)"/> takes, in lower case with the dot.</summary>
    public static IReadOnlyCollection<string> Extensions { get; } = [".jpg", ".jpeg", ".png"];

    /// <summary>Reads a picture file into a frame (I420, full range, BT.601). The caller disposes it.</summary>
    /// <param name="path">A JPEG or PNG file; what counts is its content.</param>
    /// <param name="camera">Camera id that the frame bears.</param>
    /// <param name="takenAt">Time that the frame bears; the Unix epoch if left out.</param>
    /// <exception cref="VideoException">No such file, no picture in it, or libav is missing.</exception>
    public static Frame Read(string path, string camera = "", DateTimeOffset takenAt = default)
    {
        if (!File.Exists(path))
            throw new VideoException($"{path}: no such file");
        return Decode(File.ReadAllBytes(path), camera, takenAt, path);
    }

    /// <summary>Decodes a picture in memory into a frame. The caller disposes it.</summary>
    /// <param name="content">JPEG or PNG.</param>
    /// <param name="camera">Camera id that the frame bears.</param>
    /// <param name="takenAt">Time that the frame bears; the Unix epoch if left out.</param>
    /// <param name="shown">What the picture is called in error texts.</param>
    /// <exception cref="VideoException">No picture, or libav is missing.</exception>
    public static Frame Decode(ReadOnlySpan<byte> content, string camera = "", DateTimeOffset takenAt = default, string shown = "the picture") =>
        Decode(content, camera, static () => 1, takenAt, shown);

    /// <summary>As the public one, asking for the number of the look once the picture is decoded.</summary>
    internal static Frame Read(string path, string camera, Func<long> sequence, DateTimeOffset takenAt) =>
        Decode(File.ReadAllBytes(path), camera, sequence, takenAt, path);

    private static Frame Decode(ReadOnlySpan<byte> content, string camera, Func<long> sequence, DateTimeOffset takenAt, string shown)
    {
        using var decoder = Decoder.Open(Sniff(content, shown), shown);
        using var maker = new PictureMaker();
        using var packet = new PacketHandle();
        var frame = FramePool.Shared.Rent();
        Fill(packet, content);
        if (decoder.DecodeAlone(packet, frame) == DecodeOutcome.Decoded)
            return maker.Make(frame, camera, sequence(), takenAt == default ? DateTimeOffset.UnixEpoch : takenAt);

        FramePool.Shared.Release(frame);
        throw new VideoException($"{shown} is damaged: it begins like a picture but cannot be decoded");
    }

    private static int Sniff(ReadOnlySpan<byte> content, string shown)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return CodecMjpeg;
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            return CodecPng;
        throw new VideoException($"{shown} is neither JPEG nor PNG");
    }

    private static unsafe void Fill(PacketHandle packet, ReadOnlySpan<byte> content)
    {
        AvError.Check(AvCodec.AllocatePacketData(packet, content.Length), "allocating a packet");
        content.CopyTo(new Span<byte>(packet.Packet->Data, content.Length));
    }
}
