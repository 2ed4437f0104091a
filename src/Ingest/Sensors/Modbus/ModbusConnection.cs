using System.Buffers.Binary;
using System.Net.Sockets;

namespace EdgeWatch.Ingest.Sensors.Modbus;

/// <summary>
/// One Modbus TCP connection: function codes 1 to 4, one question at a time (Modbus Application Protocol V1.1b3; Modbus Messaging on TCP/IP V1.0b). After an answer that
/// never came or does not fit, the connection is of no use any more: what comes later would be taken for the answer to another question.
/// </summary>
internal sealed class ModbusConnection : IDisposable
{
    private const int HeaderLength = 7;
    private const int LongestAnswer = 260;
    private const byte ExceptionFlag = 0x80;
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly byte[] _buffer = new byte[LongestAnswer];
    private ushort _transaction;

    /// <summary>Connects.</summary>
    /// <exception cref="ModbusException">It could not; <see cref="ModbusException.IsAnswer"/> is false.</exception>
    public static async Task<ModbusConnection> OpenAsync(string host, int port, TimeSpan timeout, TimeProvider time, CancellationToken stop)
    {
        var connection = new ModbusConnection();
        try
        {
            await connection.WithinAsync(timeout, time, "no connection", async token => await connection._client.ConnectAsync(host, port, token), stop);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads registers (function codes 3 and 4) or bits (1 and 2, eight a byte, the first in the lowest bit): the answer's data bytes, valid until the next question.</summary>
    /// <exception cref="ModbusException">The device refused (<see cref="ModbusException.IsAnswer"/>), did not answer, or answered what does not fit.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(byte unit, ModbusTable table, ushort address, ushort count, TimeSpan timeout, TimeProvider time, CancellationToken stop)
    {
        var function = FunctionOf(table);
        var expected = table is ModbusTable.Coil or ModbusTable.Discrete ? (count + 7) / 8 : 2 * count;
        ReadOnlyMemory<byte> data = default;
        await WithinAsync(timeout, time, "no answer", async token =>
        {
            var stream = _client.GetStream();
            WriteQuestion(unit, function, address, count);
            await stream.WriteAsync(_buffer.AsMemory(0, 12), token);
            data = await ReadAnswerAsync(stream, unit, function, expected, token);
        }, stop);
        return data;
    }

    public void Dispose() => _client.Dispose();

    private static byte FunctionOf(ModbusTable table) => table switch
    {
        ModbusTable.Coil => 1,
        ModbusTable.Discrete => 2,
        ModbusTable.Holding => 3,
        _ => 4,
    };

    private void WriteQuestion(byte unit, byte function, ushort address, ushort count)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_buffer, ++_transaction);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(2), 0);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(4), 6);
        (_buffer[6], _buffer[7]) = (unit, function);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(8), address);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(10), count);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAnswerAsync(NetworkStream stream, byte unit, byte function, int expected, CancellationToken token)
    {
        await stream.ReadExactlyAsync(_buffer.AsMemory(0, HeaderLength), token);
        var length = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(4));
        if (BinaryPrimitives.ReadUInt16BigEndian(_buffer) != _transaction || BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(2)) != 0)
            throw new ModbusException("the answer is to another question, or no Modbus TCP", isAnswer: false);
        if (length is < 3 or > LongestAnswer - 6 || _buffer[6] != unit)
            throw new ModbusException($"the answer has the length {length} and unit {_buffer[6]}; unit {unit} was asked", isAnswer: false);
        var body = _buffer.AsMemory(HeaderLength, length - 1);
        await stream.ReadExactlyAsync(body, token);
        if (body.Span[0] == (function | ExceptionFlag))
            throw new ModbusException(ModbusException.Describe(body.Span[1]), isAnswer: true);
        if (body.Span[0] != function || body.Span[1] != expected || body.Length != expected + 2)
            throw new ModbusException($"the answer is of function {body.Span[0]} with {body.Length - 2} bytes; function {function} with {expected} was asked", isAnswer: false);
        return body[2..];
    }

    private async Task WithinAsync(TimeSpan timeout, TimeProvider time, string failure, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            await work(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new ModbusException($"{failure} within {timeout.TotalSeconds:0.#} s", isAnswer: false);
        }
        catch (Exception lost) when (lost is IOException or SocketException)
        {
            throw new ModbusException(lost is EndOfStreamException ? "the device closed the connection" : lost.Message, isAnswer: false);
        }
    }
}
