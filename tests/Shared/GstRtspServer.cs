using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeWatch.Tests.Shared;

/// <summary>
/// The RTSP server of GStreamer (Debian: gir1.2-gst-rtsp-server-1.0, python3-gi, gstreamer1.0-plugins-good and -bad) on a free port of the loopback
/// interface: an implementation that is not ours. Each file plays from its start for whoever comes first, is shared with whoever comes later, and is repeated
/// for at least ten minutes.
/// </summary>
public sealed class GstRtspServer : IAsyncDisposable
{
    /// <summary>Debian's own interpreter: the bindings are installed for no other.</summary>
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import json, sys
        import gi
        gi.require_version("Gst", "1.0")
        gi.require_version("GstRtspServer", "1.0")
        from gi.repository import GLib, Gst, GstRtspServer

        Gst.init(None)
        loop = GLib.MainLoop()
        server = GstRtspServer.RTSPServer()
        server.set_address("127.0.0.1")
        server.set_service("0")
        for mount in json.loads(sys.argv[1]):
            factory = GstRtspServer.RTSPMediaFactory()
            factory.set_launch(
                '( filesrc location="{file}" ! matroskademux ! {codec}parse config-interval=-1 ! rtp{codec}pay name=pay0 pt=96 )'.format(**mount))
            factory.set_shared(True)
            server.get_mount_points().add_factory("/" + mount["name"], factory)
        if server.attach(None) == 0:
            sys.exit("no port could be opened")
        print(server.get_bound_port(), flush=True)
        # The test's end closes our input, however the test ended.
        GLib.io_add_watch(sys.stdin, GLib.IO_HUP, lambda *_: loop.quit())
        loop.run()
        """;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PlaysFor = TimeSpan.FromMinutes(10);

    private readonly TempFolder _folder = new();
    private readonly StringBuilder _errors = new();
    private Process? _process;

    private GstRtspServer()
    {
    }

    /// <summary>TCP port of the server.</summary>
    public int Port { get; private set; }

    /// <summary>Starts the server and returns once it answers.</summary>
    /// <param name="files">Mount point (without a slash) and video: H.264 or H.265.</param>
    public static async Task<GstRtspServer> StartAsync(IReadOnlyDictionary<string, string> files)
    {
        var server = new GstRtspServer();
        try
        {
            using var deadline = new CancellationTokenSource(Deadline);
            await server.StartAsync(files, deadline.Token);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Address of a mount point.</summary>
    public string UrlOf(string mount) => $"rtsp://127.0.0.1:{Port}/{mount}";

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Dispose();
    }

    private async Task StartAsync(IReadOnlyDictionary<string, string> files, CancellationToken deadline)
    {
        var mounts = new List<object>();
        foreach (var (name, file) in files)
        {
            var codec = (await RunAsync("ffprobe", ["-v", "error", "-select_streams", "v:0", "-show_entries", "stream=codec_name", "-of", "csv=p=0", file], deadline)).Trim();
            var repeated = await RepeatAsync(name, file, deadline);
            mounts.Add(new { name, file = repeated, codec = codec == "hevc" ? "h265" : codec });
        }

        var start = new ProcessStartInfo(Python, ["-c", Script, JsonSerializer.Serialize(mounts)])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        // The port is printed when the server listens on it.
        var port = await _process.StandardOutput.ReadLineAsync(deadline);
        if (port is null)
        {
            await _process.WaitForExitAsync(deadline);
            throw new InvalidOperationException($"gst-rtsp-server did not start; is gir1.2-gst-rtsp-server-1.0 installed? {_errors}");
        }

        Port = int.Parse(port, CultureInfo.InvariantCulture);
    }

    /// <summary>GStreamer's file pipelines do not begin again at the end, so that a long copy is made.</summary>
    private async Task<string> RepeatAsync(string name, string file, CancellationToken deadline)
    {
        var length = await RunAsync("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file], deadline);
        var rounds = (int)(PlaysFor.TotalSeconds / double.Parse(length, CultureInfo.InvariantCulture)) + 1;
        var path = _folder.File(name + ".mkv");
        await RunAsync(
            "ffmpeg", ["-v", "error", "-nostdin", "-stream_loop", rounds.ToString(CultureInfo.InvariantCulture), "-i", file, "-map", "0:v:0", "-c", "copy", path], deadline);
        return path;
    }

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken deadline)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(deadline), process.StandardError.ReadToEndAsync(deadline));
        await process.WaitForExitAsync(deadline);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {await errors}");
    }

    private void Keep(string? line)
    {
        lock (_errors)
            _errors.AppendLine(line);
    }
}
