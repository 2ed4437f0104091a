using System.Buffers.Binary;
using System.Text;

namespace EdgeWatch.Ingest.Sensors.Envelopes;

/// <summary>
/// Frames of Milesight's NB-IoT devices ("Uplink data" of their user guides), as bytes or as hexadecimal digits. Big-endian: 02, id u16, length u16, flag u8, frame
/// counter u16, protocol u8, software 4, hardware 4, serial number 16, IMEI 15, IMSI 15, ICCID 20 digits, signal u8, data length u16, data. A sensor may name the device
/// by its serial number or its IMEI.
/// </summary>
internal sealed class MilesightNbEnvelope : IUplinkEnvelope
{
    private const byte Start = 2;
    private const int SerialAt = 17;
    private const int SerialLength = 16;
    private const int ImeiAt = SerialAt + SerialLength;
    private const int ImeiLength = 15;
    private const int DataLengthAt = 84;
    private const int DataAt = DataLengthAt + 2;

    public OpenedUplink Open(Uplink uplink)
    {
        var frame = IsHexadecimal(uplink.Payload.Span) ? EncodedBytes.Read(Encoding.ASCII.GetString(uplink.Payload.Span).Trim()) ?? default : uplink.Payload;
        var bytes = frame.Span;
        if (bytes.Length < DataAt || bytes[0] != Start)
            throw new UplinkException($"a Milesight NB-IoT frame begins with 02 and has at least {DataAt} bytes; this one has {bytes.Length}. Is the source's format right?");
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[DataLengthAt..]);
        if (DataAt + length > bytes.Length)
            throw new UplinkException($"the frame announces {length} bytes of data, {bytes.Length - DataAt} follow");
        return new OpenedUplink
        {
            Device = Digits(bytes.Slice(SerialAt, SerialLength)),
            OtherDevice = Digits(bytes.Slice(ImeiAt, ImeiLength)),
            Bytes = frame.Slice(DataAt, length),
        };
    }

    private static bool IsHexadecimal(ReadOnlySpan<byte> payload) => payload.Length >= 2 && payload[0] == '0' && payload[1] == '2';

    private static string Digits(ReadOnlySpan<byte> text) =>
        text.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0 ? Encoding.ASCII.GetString(text) : throw new UplinkException("serial number or IMEI is no plain text");
}
