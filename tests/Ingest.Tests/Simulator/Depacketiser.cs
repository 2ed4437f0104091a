using System.Buffers.Binary;
using EdgeWatch.CameraSimulator.Media;

namespace EdgeWatch.Ingest.Tests.Simulator;

/// <summary>Puts units together again from RTP payloads, written from the RFCs alone (RFC 6184 §5.7 and §5.8, RFC 7798 §4.4).</summary>
internal sealed class Depacketiser(VideoCodec codec)
{
    private readonly List<byte> _fragments = [];

    public List<byte[]> Units { get; } = [];

    public void Add(ReadOnlySpan<byte> payload)
    {
        var type = codec == VideoCodec.H264 ? payload[0] & 0x1F : (payload[0] >> 1) & 0x3F;
        var header = codec == VideoCodec.H264 ? 1 : 2;
        if (type == (codec == VideoCodec.H264 ? 24 : 48))
            AddAggregate(payload[header..]);
        else if (type == (codec == VideoCodec.H264 ? 28 : 49))
            AddFragment(payload);
        else
            Units.Add(payload.ToArray());
    }

    private void AddAggregate(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            Units.Add(rest.Slice(2, length).ToArray());
            rest = rest[(2 + length)..];
        }
    }

    private void AddFragment(ReadOnlySpan<byte> payload)
    {
        var marks = codec == VideoCodec.H264 ? payload[1] : payload[2];
        if ((marks & 0x80) != 0)
        {
            _fragments.ShouldBeEmpty("a fragment began before the one before had ended");
            if (codec == VideoCodec.H264)
                _fragments.Add((byte)((payload[0] & 0xE0) | (marks & 0x1F)));
            else
                _fragments.AddRange([(byte)((payload[0] & 0x81) | ((marks & 0x3F) << 1)), payload[1]]);
        }

        _fragments.ShouldNotBeEmpty("a fragment went on that had not begun");
        _fragments.AddRange(payload[(codec == VideoCodec.H264 ? 2 : 3)..]);
        if ((marks & 0x40) == 0)
            return;
        Units.Add([.. _fragments]);
        _fragments.Clear();
    }
}
