using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>One Modbus TCP device, or one unit behind a gateway. Units behind one host and port share a connection.</summary>
public sealed record ModbusDeviceOptions
{
    /// <summary>Device id, by which a sensor names it.</summary>
    [Required, Description("Id of the device, by which a sensor names it.")]
    public string Device { get; init; } = "";

    /// <summary>Host name or address.</summary>
    [Required, Description("Host name or address.")]
    public string Host { get; init; } = "";

    /// <summary>TCP port.</summary>
    [Range(1, 65535), Description("TCP port.")]
    public int Port { get; init; } = 502;

    /// <summary>Unit id; 255 or 1 for a device without a gateway.</summary>
    [Range(0, 255), Description("Unit id (slave address).")]
    public int Unit { get; init; } = 1;

    /// <summary>What is read.</summary>
    [Required, Description("What is read.")]
    public ModbusRegisterOptions[] Registers { get; init; } = [];
}

/// <summary>One value of a Modbus device. Value in the quantity's unit = (register · scale + offset) converted from <see cref="Unit"/>.</summary>
public sealed record ModbusRegisterOptions
{
    /// <summary>What it measures.</summary>
    [Required, AllowedValues("tilt", "distance", "level", "fill-level", "open", "occupied", "wet", "count", "temperature", "humidity", "battery", "battery-voltage")]
    [Description("Quantity: tilt, distance, level, fill-level, open, occupied, wet, count, temperature, humidity, battery, battery-voltage.")]
    public string Quantity { get; init; } = "";

    /// <summary>Which table it stands in.</summary>
    [Description("Table: holding (function code 3), input (4), coil (1) or discrete (2).")]
    public ModbusTable Table { get; init; } = ModbusTable.Holding;

    /// <summary>Address from 0, as on the wire: the register that a manual calls 40001 has address 0.</summary>
    [Range(0, 65535), Description("Address from 0, as on the wire: what a manual calls 40001 has address 0.")]
    public int Address { get; init; }

    /// <summary>How the registers are read; left alone for coils and discrete inputs.</summary>
    [Description("Type: u16, s16, u32, s32 or f32; coils and discrete inputs are single bits.")]
    public ModbusType Type { get; init; } = ModbusType.U16;

    /// <summary>Which word of a 32-bit value comes first.</summary>
    [Description("Which word of a 32-bit value comes first: high or low.")]
    public ModbusWordOrder WordOrder { get; init; } = ModbusWordOrder.High;

    /// <summary>Factor.</summary>
    [Description("Factor from the register to the value in 'unit'.")]
    public double Scale { get; init; } = 1;

    /// <summary>Added after scaling.</summary>
    [Description("Added after scaling.")]
    public double Offset { get; init; }

    /// <summary>Unit of the scaled value; null: the quantity's own.</summary>
    [Description("Unit of the scaled value: mm, cm, m, %, V, mV, C, F, K, deg, rad; absent: the quantity's own.")]
    public string? Unit { get; init; }

    /// <summary>Raw values that mean "could not measure".</summary>
    [Description("Raw values by which the device says that it could not measure, such as 65535.")]
    public double[] Sentinels { get; init; } = [];
}

/// <summary>The four tables of a Modbus device (Modbus Application Protocol V1.1b3, section 4.3).</summary>
public enum ModbusTable
{
    /// <summary>Holding registers, function code 3.</summary>
    Holding,

    /// <summary>Input registers, function code 4.</summary>
    Input,

    /// <summary>Coils, function code 1.</summary>
    Coil,

    /// <summary>Discrete inputs, function code 2.</summary>
    Discrete,
}

/// <summary>How registers are read as a number.</summary>
public enum ModbusType
{
    /// <summary>One register, 0..65535.</summary>
    U16,

    /// <summary>One register, two's complement.</summary>
    S16,

    /// <summary>Two registers.</summary>
    U32,

    /// <summary>Two registers, two's complement.</summary>
    S32,

    /// <summary>Two registers, IEEE 754 single precision.</summary>
    F32,
}

/// <summary>Which word of a 32-bit value comes first.</summary>
public enum ModbusWordOrder
{
    /// <summary>The high word first, as most devices do.</summary>
    High,

    /// <summary>The low word first.</summary>
    Low,
}
