using System.Buffers;
using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Modbus;

/// <summary>One poll of one device: asks for its registers in turn and makes the uplink, our own JSON (make <c>edgewatch</c>).</summary>
internal sealed class ModbusPoll(string source, ModbusDeviceOptions device, TimeSpan timeout, TimeProvider time)
{
    private readonly ModbusRegister[] _registers = [.. device.Registers.Select(register => new ModbusRegister(register))];

    /// <summary>The device, as people know it.</summary>
    public string Address { get; } = $"modbus {device.Host}:{device.Port} unit {device.Unit}";

    /// <summary>
    /// Polls. A register that the device refuses is null in the uplink: it could not be measured, and the complaint says why. Where it refuses all there is no uplink: a
    /// gateway answers so for a unit that is silent, and silence is another thing than a bad reading.
    /// </summary>
    /// <exception cref="ModbusException">The connection is of no use any more.</exception>
    public async Task<(Uplink? Uplink, string? Complaint)> RunAsync(ModbusConnection connection, CancellationToken stop)
    {
        var values = new double[_registers.Length];
        string? complaint = null;
        var refused = 0;
        foreach (var (register, index) in _registers.Select((register, index) => (register, index)))
        {
            try
            {
                var data = await connection.ReadAsync((byte)device.Unit, register.Table, register.Address, register.Count, timeout, time, stop);
                values[index] = register.Read(data.Span);
            }
            catch (ModbusException refusal) when (refusal.IsAnswer)
            {
                (values[index], complaint) = (double.NaN, $"{Address}, {register}: {refusal.Message}");
                refused++;
            }
        }

        return (refused == _registers.Length ? null : MakeUplink(values), complaint);
    }

    private Uplink MakeUplink(double[] values)
    {
        var at = time.GetUtcNow();
        var payload = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(payload))
        {
            writer.WriteStartObject();
            writer.WriteString("device"u8, device.Device);
            foreach (var (register, value) in _registers.Zip(values))
            {
                if (double.IsFinite(value))
                    writer.WriteNumber(Quantities.NameOf(register.Quantity), value);
                else
                    writer.WriteNull(Quantities.NameOf(register.Quantity));
            }

            writer.WriteEndObject();
        }

        return new Uplink { Source = source, Address = Address, Payload = payload.WrittenMemory, ReceivedAt = at };
    }
}
