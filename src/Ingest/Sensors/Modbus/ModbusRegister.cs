using System.Buffers.Binary;

namespace EdgeWatch.Ingest.Sensors.Modbus;

/// <summary>One value of a device: what to ask for, and what the answer means.</summary>
internal sealed class ModbusRegister
{
    private readonly ModbusRegisterOptions _options;

    public ModbusRegister(ModbusRegisterOptions options)
    {
        _options = options;
        Quantity = Quantities.TryParse(options.Quantity, out var quantity) ? quantity : throw new FormatException($"'{options.Quantity}' is no quantity");
    }

    public Quantity Quantity { get; }

    public ModbusTable Table => _options.Table;

    public ushort Address => (ushort)_options.Address;

    /// <summary>Registers or bits to ask for.</summary>
    public ushort Count => IsBit || _options.Type is ModbusType.U16 or ModbusType.S16 ? (ushort)1 : (ushort)2;

    private bool IsBit => _options.Table is ModbusTable.Coil or ModbusTable.Discrete;

    /// <summary>The value in the quantity's unit; NaN where the device says by a sentinel that it could not measure.</summary>
    public double Read(ReadOnlySpan<byte> data)
    {
        var raw = IsBit ? data[0] & 1 : Number(data);
        if (_options.Sentinels.Contains(raw))
            return double.NaN;
        return SensorUnits.TryConvert(Quantity, raw * _options.Scale + _options.Offset, _options.Unit ?? "", out var value) ? value : double.NaN;
    }

    /// <summary>Where it stands, as a person finds it in a manual.</summary>
    public override string ToString() => $"{_options.Quantity} ({_options.Table.ToString().ToLowerInvariant()} {_options.Address})";

    private double Number(ReadOnlySpan<byte> data)
    {
        if (Count == 1)
            return _options.Type == ModbusType.S16 ? BinaryPrimitives.ReadInt16BigEndian(data) : BinaryPrimitives.ReadUInt16BigEndian(data);
        var (first, second) = ((uint)BinaryPrimitives.ReadUInt16BigEndian(data), (uint)BinaryPrimitives.ReadUInt16BigEndian(data[2..]));
        var bits = _options.WordOrder == ModbusWordOrder.High ? (first << 16) | second : (second << 16) | first;
        return _options.Type switch
        {
            ModbusType.S32 => (int)bits,
            ModbusType.F32 => BitConverter.UInt32BitsToSingle(bits),
            _ => bits,
        };
    }
}
