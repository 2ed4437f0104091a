using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using EdgeWatch.CameraSimulator.Playback;
using EdgeWatch.CameraSimulator.Rtp;
using EdgeWatch.CameraSimulator.Rtsp;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CameraSimulator;

/// <summary>
/// A small RTSP 1.0 server (RFC 2326) that plays video files as if they came from cameras: in real time, in a loop, the same moment for every client,
/// over TCP and UDP, with digest authentication, and with the faults that cameras have. Each file is read and cut into packets once, however many
/// cameras play it and however many clients look.
/// </summary>
public sealed class RtspSimulator : IAsyncDisposable
{
    private const int MaximumConnections = 2048;
    private static readonly TimeSpan RetryAccept = TimeSpan.FromMilliseconds(100);

    private readonly SimulatorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Socket _listener;
    private readonly DatagramPorts _ports;
    private readonly ClipLibrary _clips;
    private readonly Dictionary<string, PlayingCamera> _cameras;
    private readonly ConcurrentDictionary<RtspConnection, Task> _connections = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly Task _pacing;

    private RtspSimulator(SimulatorOptions options, TimeProvider time, ILogger log)
    {
        (_options, _time, _log, _clips) = (options, time, log, new ClipLibrary(log));
        // Clips first: reading them takes a while, and the cameras' time begins when they are there.
        foreach (var camera in options.Cameras)
            _clips.Load(camera.File);
        var clock = new SimulatorClock(time);
        _cameras = options.Cameras.ToDictionary(
            camera => camera.Name, camera => new PlayingCamera(camera, clock, _clips.Load, options.StuckAfter, log), StringComparer.Ordinal);
        _listener = Listen(options);
        _ports = DatagramPorts.Open(options.Address);
        Log.Started(log, options.Address, Port, _cameras.Count);
        _accepting = AcceptAsync();
        _pacing = new PacingLoop([.. _cameras.Values], clock, log).RunAsync(_stop.Token);
    }

    /// <summary>TCP port of the RTSP server.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>The cameras' names.</summary>
    public IReadOnlyCollection<string> Names => _cameras.Keys;

    /// <summary>Reads the clips and starts to play.</summary>
    /// <exception cref="ArgumentException">The options are wrong: all errors at once.</exception>
    /// <exception cref="IOException">A clip cannot be read, or the port is taken.</exception>
    /// <exception cref="InvalidDataException">A clip holds no video that can be played.</exception>
    public static RtspSimulator Start(SimulatorOptions options, TimeProvider time, ILoggerFactory logs)
    {
        SimulatorOptionsCheck.Throw(options);
        return new RtspSimulator(options, time, logs.CreateLogger<RtspSimulator>());
    }

    /// <summary>A camera by its name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public PlayingCamera Camera(string name) =>
        _cameras.GetValueOrDefault(name) ?? throw new KeyNotFoundException($"the simulator has no camera '{name}'; it has {string.Join(", ", _cameras.Keys)}");

    /// <summary>A camera's address, its user and password included where it has them.</summary>
    public string UrlOf(string name)
    {
        var camera = Camera(name);
        var credentials = camera.User is { } user ? $"{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(camera.Password ?? "")}@" : "";
        var host = _options.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : _options.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : _options.Address;
        return $"rtsp://{credentials}{new IPEndPoint(host, Port)}/{name}";
    }

    /// <summary>Drops all clients and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var connection in _connections.Keys)
            connection.Dispose();
        await Task.WhenAll(_connections.Values);
        await _pacing;
        _ports.Dispose();
        _stop.Dispose();
    }

    private static Socket Listen(SimulatorOptions options)
    {
        var listener = new Socket(options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(options.Address, options.Port));
            listener.Listen(512);
            return listener;
        }
        catch (SocketException error)
        {
            listener.Dispose();
            throw new IOException($"camera simulator cannot listen on {options.Address}:{options.Port}: {error.Message}; choose another port, or 0 for any free one", error);
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Serve(await _listener.AcceptAsync(_stop.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                // File handles may have run out: the next client may fare better.
                Log.AcceptFailed(_log, error);
                await Task.Delay(RetryAccept, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Serve(Socket socket)
    {
        if (_connections.Count >= MaximumConnections)
        {
            Log.TooManyConnections(_log, MaximumConnections);
            socket.Dispose();
            return;
        }

        RtspConnection connection;
        try
        {
            connection = new RtspConnection(socket, _ports, _cameras.GetValueOrDefault, _options.ClientBuffer, _time, _log);
        }
        catch (SocketException)
        {
            // The client was gone as soon as it had come.
            socket.Dispose();
            return;
        }

        var running = _connections[connection] = Task.Run(connection.RunAsync, CancellationToken.None);
        _ = running.ContinueWith(_ => _connections.TryRemove(connection, out var _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
