using System.Buffers.Binary;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// Walks the channels of a Milesight payload: channel, type, data, least significant byte first ("Device payload" of every EM-series user guide). Facts about a
/// device stand in channel FF, answers to settings in FE and FF; neither is a reading.
/// </summary>
/// <param name="bytes">The payload.</param>
/// <param name="lengthOf">Bytes of data behind a channel and type of the make (0x0175 is channel 01, type 75); 0 where the make has none such.</param>
internal ref struct MilesightFrame(ReadOnlySpan<byte> bytes, Func<ushort, int> lengthOf)
{
    private readonly int _length = bytes.Length;
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Why the walk ended before the end; null where it did not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Channel and type, 0x0175.</summary>
    public ushort Channel { get; private set; }

    /// <summary>The channel's data.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Data bytes at a place as an unsigned number.</summary>
    public readonly int U16(int at = 0) => BinaryPrimitives.ReadUInt16LittleEndian(Data[at..]);

    /// <summary>Data bytes at a place as a signed number.</summary>
    public readonly int S16(int at = 0) => BinaryPrimitives.ReadInt16LittleEndian(Data[at..]);

    /// <summary>Data bytes at a place as seconds since 1970.</summary>
    public readonly DateTimeOffset Time(int at = 0) => DateTimeOffset.UnixEpoch.AddSeconds(BinaryPrimitives.ReadUInt32LittleEndian(Data[at..]));

    /// <summary>Goes to the next channel that the make has; false at the end.</summary>
    public bool Next()
    {
        while (_rest.Length >= 2)
        {
            var channel = BinaryPrimitives.ReadUInt16BigEndian(_rest);
            var own = lengthOf(channel);
            var length = own > 0 ? own : FactLength(channel);
            if (length == 0)
                return End(channel);
            if (_rest.Length < 2 + length)
                return Fail($"channel {channel >> 8:X2}, type {channel & 0xFF:X2} at byte {_length - _rest.Length} needs {length} bytes, {_rest.Length - 2} follow");
            Channel = channel;
            Data = _rest.Slice(2, length);
            _rest = _rest[(2 + length)..];
            if (own > 0)
                return true;
        }

        return _rest.IsEmpty ? false : Fail($"byte {_length - 1} stands alone; a channel has at least two");
    }

    /// <summary>Answers to settings have lengths of their own, and nothing to read stands behind them.</summary>
    private bool End(ushort channel) =>
        channel >> 8 is 0xFE or 0xFF ? false : Fail($"channel {channel >> 8:X2}, type {channel & 0xFF:X2} at byte {_length - _rest.Length} is not of this make; is the sensor's make right?");

    private bool Fail(string reason)
    {
        Refusal = reason;
        return false;
    }

    private static int FactLength(ushort channel) => channel switch
    {
        0xFF01 or 0xFF0B or 0xFF0F or 0xFFFE => 1,
        0xFF09 or 0xFF0A or 0xFFFF => 2,
        0xFF16 => 8,
        _ => 0,
    };
}
