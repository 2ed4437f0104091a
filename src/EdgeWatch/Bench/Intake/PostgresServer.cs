using System.Diagnostics;
using System.Globalization;
using EdgeWatch.Local;
using EdgeWatch.Terminal;
using Npgsql;

namespace EdgeWatch.Bench.Intake;

/// <summary>
/// A PostgreSQL of our own on the loopback interface: every commit is on the disk (fsync and synchronous_commit as they come), with memory and write-ahead log as an
/// installation would set them.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Settings = "-c shared_buffers=2GB -c max_wal_size=16GB -c checkpoint_timeout=15min -c listen_addresses=127.0.0.1";
    private readonly string _folder;
    private readonly int _port;

    private PostgresServer(string folder, int port) => (_folder, _port) = (folder, port);

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=edgewatch;Database=postgres");

    /// <summary>The first process; the others are its children.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(_folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <exception cref="MissingPieceException">PostgreSQL is not installed or does not start.</exception>
    public static async Task<PostgresServer> StartAsync(string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var server = new PostgresServer(folder, LocalBroker.FreePort());
        var data = Path.Combine(folder, "data");
        // PostgreSQL refuses to run as root.
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", ["postgres", folder], stop);
        await AsServerAsync("initdb", ["-D", data, "-U", "edgewatch", "-A", "trust", "-E", "UTF8", "--locale=C"], stop);
        await AsServerAsync("pg_ctl", ["-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-p {server._port} -k {folder} {Settings}"), "start"], stop);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await AsServerAsync("pg_ctl", ["-D", Path.Combine(_folder, "data"), "-m", "fast", "stop"], CancellationToken.None);
    }

    private static string Programs()
    {
        const string debian = "/usr/lib/postgresql";
        return Directory.Exists(debian)
            ? Path.Combine(Directory.GetDirectories(debian).Order(StringComparer.Ordinal).Last(), "bin")
            : throw new MissingPieceException("PostgreSQL is not installed: apt-get install postgresql-15");
    }

    private static Task AsServerAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(Programs(), program), .. arguments], stop)
        : RunAsync(Path.Combine(Programs(), program), arguments, stop);

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        // The server inherits the pipes of pg_ctl and would hold them open for ever, so nothing is read from them; the shell sends them nowhere.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync(stop);
        if (process.ExitCode != 0)
            throw new MissingPieceException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
