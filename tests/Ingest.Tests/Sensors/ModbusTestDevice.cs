using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeWatch.Ingest.Tests.Sensors;

/// <summary>A Modbus TCP server of the tests' own, written from the standard and not from the client: registers, bits, exceptions, silence, nonsense.</summary>
internal sealed class ModbusTestDevice : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Task _accepting;
    private readonly TcpListener _listener;

    public ModbusTestDevice(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Values by unit, function code and address.</summary>
    public ConcurrentDictionary<(int Unit, int Function, int Address), ushort> Values { get; } = new();

    /// <summary>Units that do not answer at all.</summary>
    public ConcurrentDictionary<int, bool> Silent { get; } = new();

    /// <summary>Units behind which a gateway finds nobody (exception 11).</summary>
    public ConcurrentDictionary<int, bool> Gone { get; } = new();

    /// <summary>Changes the bytes of an answer before it is sent.</summary>
    public Func<byte[], byte[]> Garble { get; set; } = answer => answer;

    public int Connections => _clients.Count;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        foreach (var client in _clients)
            client.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _clients.Add(client);
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            var question = new byte[12];
            var stream = client.GetStream();
            while (true)
            {
                await stream.ReadExactlyAsync(question, _stop.Token);
                if (Answer(question) is { } answer)
                    await stream.WriteAsync(Garble(answer), _stop.Token);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            client.Dispose();
        }
    }

    private byte[]? Answer(byte[] question)
    {
        var (unit, function) = (question[6], question[7]);
        var (address, count) = (BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(8)), BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(10)));
        if (Silent.ContainsKey(unit))
            return null;
        if (Gone.ContainsKey(unit))
            return Frame(question, [(byte)(function | 0x80), 11]);
        var values = Enumerable.Range(address, count).Select(at => Values.TryGetValue((unit, function, at), out var value) ? (ushort?)value : null).ToArray();
        if (values.Contains(null))
            return Frame(question, [(byte)(function | 0x80), 2]);
        byte[] data = function is 1 or 2
            ? [(byte)values.Select((value, index) => value != 0 ? 1 << index : 0).Sum()]
            : [.. values.SelectMany(value => new[] { (byte)(value!.Value >> 8), (byte)value.Value })];
        return Frame(question, [function, (byte)data.Length, .. data]);
    }

    private static byte[] Frame(byte[] question, byte[] body) => [question[0], question[1], 0, 0, 0, (byte)(body.Length + 1), question[6], .. body];
}
