using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dapper;
using EdgeWatch.CaseBridge.Store;
using Npgsql;

namespace EdgeWatch.CaseBridge.Tests;

/// <summary>The real PostgreSQL, with a cluster of its own in a temporary folder; each test gets a database.</summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    private static readonly string Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).Last()
        : "";

    private readonly TempFolder _folder = new();
    private int _port;
    private int _databases;

    private string Data => _folder.File("cluster");

    public async Task InitializeAsync()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        // PostgreSQL refuses to run as root.
        await OwnAsync(_folder.FullPath);
        await AsServerAsync("initdb", "-D", Data, "-U", "edgewatch", "-A", "trust", "-E", "UTF8", "--locale=C");
        await StartAsync();
    }

    internal Task StartAsync() => AsServerAsync(
        "pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder.FullPath, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-p {_port} -k {_folder.FullPath} -c listen_addresses=localhost -c max_connections=300"), "start");

    /// <summary>A tablespace has to belong to the server's user.</summary>
    internal static Task OwnAsync(string folder) => Environment.IsPrivilegedProcess ? RunAsync("chown", "postgres", folder) : Task.CompletedTask;

    /// <summary>Without a checkpoint or a word to its clients.</summary>
    internal Task StopAsync() => AsServerAsync("pg_ctl", "-D", Data, "-m", "immediate", "stop");

    internal SqlDialect NewDatabase() => Dialect(NewDatabase(""));

    /// <summary>Name of a new database.</summary>
    /// <param name="options">After CREATE DATABASE name.</param>
    internal string NewDatabase(string options)
    {
        var name = $"bridge_{Interlocked.Increment(ref _databases)}";
        Execute("postgres", $"CREATE DATABASE {name} {options}");
        return name;
    }

    internal SqlDialect Dialect(string database) => SqlDialect.Postgres(ConnectionString(database));

    internal void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString(database));
        connection.Execute(sql);
    }

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopAsync();
        _folder.Dispose();
    }

    internal string ConnectionString(string database) => $"Host=localhost;Port={_port};Username=edgewatch;Database={database};Maximum Pool Size=10";

    private static Task AsServerAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(Programs, program), .. arguments])
        : RunAsync(Path.Combine(Programs, program), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server inherits the pipes of pg_ctl and would hold them open for ever, so nothing is read from them.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
