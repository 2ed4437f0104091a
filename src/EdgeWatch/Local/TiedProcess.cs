using System.Diagnostics;

namespace EdgeWatch.Local;

/// <summary>
/// Starts a program that ends with ours, also where ours is killed and can stop nobody any more. Linux sees to it (PR_SET_PDEATHSIG, set by util-linux's setpriv); where setpriv is missing, a kill
/// leaves the program behind.
/// </summary>
internal static class TiedProcess
{
    /// <summary>It has a session of its own, which keeps the terminal's Ctrl-C from it: whoever started it says when it goes. What it says on stderr is read and dropped.</summary>
    /// <param name="program">Path of the program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Task<Process> StartAsync(string program, params string[] arguments)
    {
        string[] command = ProgramPath.Find("setpriv") is { } setpriv ? [setpriv, "--pdeathsig", "TERM", program, .. arguments] : [program, .. arguments];
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("setsid", command) { UseShellExecute = false, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        process.ErrorDataReceived += (_, _) => { };
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        // The signal comes when the thread ends that started the program, not when the process does: a thread of the pool may end at any time, this one stays as long as the program.
        new Thread(() => StartAndStay(process, started)) { IsBackground = true, Name = Path.GetFileName(program) }.Start();
        return started.Task;
    }

    private static void StartAndStay(Process process, TaskCompletionSource<Process> started)
    {
        using var ended = new ManualResetEventSlim();
        process.Exited += (_, _) => ended.Set();
        try
        {
            process.Start();
            process.BeginErrorReadLine();
        }
        catch (Exception error)
        {
            started.SetException(error);
            return;
        }

        started.SetResult(process);
        ended.Wait();
    }
}
