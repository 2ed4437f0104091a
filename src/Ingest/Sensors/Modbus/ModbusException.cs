namespace EdgeWatch.Ingest.Sensors.Modbus;

/// <summary>What a Modbus device would not do, in words.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="isAnswer">Whether the device itself said so (an exception response): the connection then is in order.</param>
internal sealed class ModbusException(string message, bool isAnswer) : Exception(message)
{
    private const byte GatewayPathUnavailable = 0x0A;
    private const byte GatewayTargetSilent = 0x0B;

    /// <summary>Whether the device itself said so.</summary>
    public bool IsAnswer => isAnswer;

    /// <summary>An exception code in words (Modbus Application Protocol V1.1b3, section 7) with the remedy.</summary>
    public static string Describe(byte code) => code switch
    {
        0x01 => "exception 1, illegal function: the device does not have this table",
        0x02 => "exception 2, illegal data address: the device has no such register; manuals often count from 1, or from 40001",
        0x03 => "exception 3, illegal data value: the device does not give so many registers at once",
        0x04 => "exception 4, device failure",
        0x06 => "exception 6, device busy",
        GatewayPathUnavailable => "exception 10, gateway path unavailable: check the gateway's settings",
        GatewayTargetSilent => "exception 11, the unit behind the gateway does not answer: check unit id and wiring",
        _ => $"exception {code}",
    };
}
