using System.Diagnostics;
using System.Globalization;

namespace EdgeWatch.Bench;

/// <summary>CPU time of child processes over a window, from /proc/PID/stat: what the kernel charged, whatever else the machine does.</summary>
internal sealed class ProcessMeter(params IReadOnlyList<Process> processes)
{
    // USER_HZ: the kernel reports in hundredths of a second on every Linux architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>CPU seconds per wall second that the processes use together: 1 is one core.</summary>
    public async Task<double> MeasureAsync(TimeSpan window, TimeProvider time, CancellationToken stop)
    {
        var (began, usedAtStart) = (time.GetTimestamp(), processes.Sum(Used));
        await Task.Delay(window, time, stop);
        return (processes.Sum(Used) - usedAtStart) / time.GetElapsedTime(began).TotalSeconds;
    }

    private static double Used(Process process)
    {
        if (process.HasExited)
            throw new InvalidOperationException($"process {process.Id} ended with code {process.ExitCode} while it was measured; its log lies in the bench folder");
        // The name in parentheses may hold blanks; user and system time are fields 14 and 15 of proc(5).
        var stat = File.ReadAllText($"/proc/{process.Id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
