using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeWatch.Terminal;

namespace EdgeWatch.Local;

/// <summary>A mosquitto of our own on the loopback interface, for the demo and for <c>up</c> where nothing listens at the broker's port yet.</summary>
internal sealed class LocalBroker : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);
    private readonly Process _process;

    private LocalBroker(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>The process, for whoever measures it.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts mosquitto with its state and log in <paramref name="folder"/> and waits until it accepts connections.</summary>
    /// <exception cref="MissingPieceException">mosquitto is not installed or does not start.</exception>
    public static async Task<LocalBroker> StartAsync(string folder, int port, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var configuration = Path.Combine(folder, "mosquitto.conf");
        var log = Path.Combine(folder, "mosquitto.log");
        await File.WriteAllTextAsync(configuration, Configuration(folder, log, port), stop);
        // It goes last, when agent and bridge have said their goodbyes.
        var program = ProgramPath.Find("mosquitto") ?? throw new MissingPieceException("mosquitto, the MQTT broker, is not installed: apt-get install mosquitto");
        var process = await TiedProcess.StartAsync(program, "-c", configuration);
        var broker = new LocalBroker(process, port);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(StartLimit);
        while (!await AcceptsAsync("127.0.0.1", port, limit.Token))
        {
            if (process.HasExited || limit.IsCancellationRequested)
            {
                await broker.DisposeAsync();
                stop.ThrowIfCancellationRequested();
                throw new MissingPieceException($"mosquitto did not start on port {port}; its log is {log}");
            }
        }

        return broker;
    }

    /// <summary>Whether somebody accepts connections there.</summary>
    public static async Task<bool> AcceptsAsync(string host, int port, CancellationToken stop)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, stop);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            if (!stop.IsCancellationRequested)
                await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            return false;
        }
    }

    /// <summary>A port of the loopback interface that nobody uses now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Configuration(string folder, string log, int port) => $"""
        listener {port} 127.0.0.1
        allow_anonymous true
        persistence true
        persistence_location {folder}/
        autosave_interval 30
        max_queued_messages 100000
        max_inflight_messages 256
        log_dest file {log}
        user {Environment.UserName}

        """;
}
