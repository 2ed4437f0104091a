using System.Net;
using System.Net.Sockets;
using EdgeWatch.CameraSimulator.Playback;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CameraSimulator.Rtsp;

/// <summary>One client's connection: reads its requests until it ends, and answers them. Disposing it ends the connection; its loop then cleans up.</summary>
internal sealed class RtspConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ConnectionOutput _output;
    private readonly RtspDialogue _dialogue;
    private readonly DatagramPorts _ports;
    private readonly int _clientBuffer;
    private readonly IPEndPoint _client;

    public RtspConnection(Socket socket, DatagramPorts ports, Func<string, PlayingCamera?> find, int clientBuffer, TimeProvider time, ILogger log)
    {
        (_socket, _ports, _clientBuffer, _time, _log) = (socket, ports, clientBuffer, time, log);
        _client = (IPEndPoint)socket.RemoteEndPoint!;
        _output = new ConnectionOutput(socket, clientBuffer, time);
        var local = ((IPEndPoint)socket.LocalEndPoint!).Address;
        _dialogue = new RtspDialogue(new RtspPeer(_client.ToString(), local, this, Open), find, log);
    }

    /// <summary>Serves the client until it leaves, is silent for too long, or is dropped. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            await ServeAsync();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The client went, or was dropped.
        }
        catch (Exception error)
        {
            Log.ConnectionFailed(_log, error, _client.ToString());
        }
        finally
        {
            _dialogue.EndSession();
            _socket.Dispose();
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync()
    {
        var (reader, buffer) = (new RtspRequestReader(), new byte[4096]);
        while (await ReceiveAsync(buffer) is > 0 and var received)
        {
            reader.Append(buffer.AsSpan(0, received));
            while (reader.Next() is { } request)
            {
                var reply = _dialogue.Answer(request);
                if (reply.Response is { } response && !_output.Send(response.ToBytes(request.Sequence)))
                    return;
                reply.AfterSent?.Invoke();
                if (reply.EndsConnection)
                    return;
            }
        }
    }

    /// <summary>Bytes received; 0 when the client has closed or was silent for longer than a session lasts.</summary>
    private async Task<int> ReceiveAsync(byte[] buffer)
    {
        while (true)
        {
            using var silence = new CancellationTokenSource(RtspSession.Timeout, _time);
            try
            {
                return await _socket.ReceiveAsync(buffer, silence.Token);
            }
            catch (OperationCanceledException) when (_dialogue.MayBeSilent)
            {
                // The packets themselves show whether the client is there.
            }
            catch (OperationCanceledException)
            {
                Log.SessionTimedOut(_log, _client.ToString(), RtspSession.Timeout.TotalSeconds);
                return 0;
            }
        }
    }

    private (IPacketTransport Transport, string Words) Open(TransportRequest wish) => wish.IsInterleaved
        ? (new InterleavedTransport(_socket, _output, (byte)wish.Rtp, (byte)wish.Rtcp), $"RTP/AVP/TCP;unicast;interleaved={wish.Rtp}-{wish.Rtcp}")
        : (new DatagramTransport(_ports, _client.Address, new TransportPorts(wish.Rtp, wish.Rtcp), Dispose, _clientBuffer),
            $"RTP/AVP;unicast;client_port={wish.Rtp}-{wish.Rtcp};server_port={_ports.RtpPort}-{_ports.RtpPort + 1}");
}
