using System.Diagnostics;
using EdgeWatch.Terminal;

namespace EdgeWatch.Bench;

/// <summary>Processes that a benchmark starts; all are gone when it ends. Their output goes to one log each in <paramref name="folder"/>.</summary>
internal sealed class Children(string folder) : IAsyncDisposable
{
    private readonly List<Process> _processes = [];

    /// <summary>Starts this program again with other arguments, so that its CPU time can be told from ours.</summary>
    public Process StartSelf(string name, params IReadOnlyList<string> arguments)
    {
        var host = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(host) == "dotnet"
            ? Start(name, host, [typeof(Children).Assembly.Location, .. arguments])
            : Start(name, host, arguments);
    }

    public Process Start(string name, string program, IReadOnlyList<string> arguments)
    {
        // The shell only sends the output to the log, and then becomes the program.
        string[] wrapped = ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", Path.Combine(folder, name + ".log"), program, .. arguments];
        var process = Process.Start("/bin/sh", wrapped) ?? throw new MissingPieceException($"{program} could not be started");
        _processes.Add(process);
        return process;
    }

    /// <summary>Stops one process and waits for it.</summary>
    public async Task StopAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        _processes.Remove(process);
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.ToArray())
            await StopAsync(process);
    }
}
