using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeWatch.Tests.Shared;

/// <summary>What a test's broker is started with.</summary>
public sealed record MosquittoBrokerOptions
{
    /// <summary>mosquitto's max_queued_messages: beyond it messages for an absent or slow client are dropped silently; 1,000 by default.</summary>
    public int? MaxQueuedMessages { get; init; }

    /// <summary>Keeps retained messages and sessions over <see cref="MosquittoBroker.RestartAsync"/>, but not over a kill.</summary>
    public bool Persistence { get; init; }

    /// <summary>Only this user may connect; null lets everyone in.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Listens with TLS, with certificates made for this broker (<see cref="MosquittoBroker.CaFile"/>).</summary>
    public bool Tls { get; init; }

    /// <summary>More lines for mosquitto.conf.</summary>
    public string ExtraConfiguration { get; init; } = "";
}

/// <summary>The real mosquitto on a free port of the loopback interface; it can be killed and brought back on the same port.</summary>
public sealed class MosquittoBroker : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto"];
    private readonly TempFolder _folder = new();
    private readonly StringBuilder _output = new();
    private readonly MosquittoBrokerOptions _options;
    private Process? _process;

    private MosquittoBroker(MosquittoBrokerOptions options) => _options = options;

    public string Host => "localhost";

    public int Port { get; private set; }

    /// <summary>PEM of the authority that signed the broker's certificate; null without TLS.</summary>
    public string? CaFile => _options.Tls ? _folder.File("ca.crt") : null;

    /// <summary>What the broker wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static async Task<MosquittoBroker> StartAsync(MosquittoBrokerOptions? options = null)
    {
        var broker = new MosquittoBroker(options ?? new());
        try
        {
            await broker.PrepareAsync();
            await broker.StartAgainAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the process as a power cut would (SIGKILL).</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Stops in good order (SIGTERM): sessions are written where persistence is on.</summary>
    public async Task StopAsync()
    {
        if (_process is null)
            return;
        await RunAsync("kill", $"-TERM {_process.Id.ToString(CultureInfo.InvariantCulture)}");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await _process.WaitForExitAsync(timeout.Token);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Stops, if it runs, and starts again on the same port.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    /// <summary>Starts again on the same port after <see cref="Kill"/> or <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        var program = Array.Find(Places, File.Exists) ?? "mosquitto";
        var start = new ProcessStartInfo(program, ["-c", _folder.File("mosquitto.conf")]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await AcceptsAsync(timeout.Token))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"mosquitto ended with {_process.ExitCode}: {Output}");
            await Task.Delay(20, timeout.Token);
        }
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A certificate authority that signed nothing here: a client that trusts only it must refuse the broker.</summary>
    public async Task<string> MakeForeignCaAsync()
    {
        await MakeCaAsync("foreign");
        return _folder.File("foreign.crt");
    }

    private async Task PrepareAsync()
    {
        Port = FreePort();
        if (_options.Tls)
            await MakeCertificatesAsync();
        var lines = new List<string>
        {
            // mosquitto started by root would otherwise become the user 'mosquitto' and lose the folder.
            "user root",
            $"listener {Port} localhost",
            $"allow_anonymous {(_options.User is null ? "true" : "false")}",
            "log_dest stderr",
            "log_type error",
            "log_type warning",
            "log_type notice",
        };
        if (_options.MaxQueuedMessages is { } most)
            lines.Add($"max_queued_messages {most}");
        if (_options.Persistence)
            lines.AddRange(["persistence true", $"persistence_location {_folder.FullPath}/"]);
        if (_options.User is not null)
        {
            await RunAsync(Array.Find(["/usr/bin/mosquitto_passwd", "/usr/local/bin/mosquitto_passwd"], File.Exists) ?? "mosquitto_passwd",
                $"-b -c {_folder.File("passwords")} {_options.User} {_options.Password}");
            lines.Add($"password_file {_folder.File("passwords")}");
        }

        if (_options.Tls)
            lines.AddRange([$"cafile {_folder.File("ca.crt")}", $"certfile {_folder.File("broker.crt")}", $"keyfile {_folder.File("broker.key")}"]);
        await File.WriteAllLinesAsync(_folder.File("mosquitto.conf"), [.. lines, _options.ExtraConfiguration]);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task MakeCertificatesAsync()
    {
        await MakeCaAsync("ca");
        await RunAsync("openssl", $"req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout {_folder.File("broker.key")} -out {_folder.File("broker.csr")} -subj /CN=localhost");
        await File.WriteAllTextAsync(_folder.File("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
        await RunAsync("openssl", $"x509 -req -in {_folder.File("broker.csr")} -CA {_folder.File("ca.crt")} -CAkey {_folder.File("ca.key")} -CAcreateserial -days 2 -extfile {_folder.File("names")} -out {_folder.File("broker.crt")}");
    }

    private Task MakeCaAsync(string name) => RunAsync(
        "openssl",
        $"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout {_folder.File(name + ".key")} -out {_folder.File(name + ".crt")} -subj /CN=EdgeWatch-test-{name}");

    private static async Task RunAsync(string program, string arguments)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true } };
        process.Start();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output}{await error}");
    }

    private async Task<bool> AcceptsAsync(CancellationToken stop)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Host, Port, stop);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
