using System.Buffers.Binary;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>Reads width and height from the frame header of a JPEG (ITU-T T.81, B.2.2).</summary>
internal static class JpegSize
{
    public static (int Width, int Height) Of(ReadOnlySpan<byte> jpeg)
    {
        // SOI, then segments: FF, marker, length of the rest in two bytes.
        for (var at = 2; at + 9 <= jpeg.Length && jpeg[at] == 0xFF; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]))
        {
            // SOF0..SOF15 without DHT (C4), JPG (C8) and DAC (CC).
            if (jpeg[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..]));
        }

        throw new InvalidDataException("not a JPEG: no frame header before the picture's data");
    }
}
