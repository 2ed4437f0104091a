using System.Globalization;

namespace EdgeWatch.Bench.Intake;

/// <summary>CPU seconds that a process and all its children have used, those that ended included, from /proc/PID/stat (proc(5)).</summary>
internal static class CpuClock
{
    // USER_HZ: the kernel reports in hundredths of a second on every Linux architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>What this process has used.</summary>
    public static double OfSelf => Environment.CpuUsage.TotalTime.TotalSeconds;

    public static double OfTree(int root) => Processes().Where(process => process.Id == root || process.Parent == root).Sum(process => process.Used + (process.Id == root ? process.UsedByEnded : 0));

    private static IEnumerable<(int Id, int Parent, double Used, double UsedByEnded)> Processes()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            if (Stat(folder) is not { } stat)
                continue;
            // The name in parentheses may hold blanks; behind it: state, parent, …, user and system time (fields 14 and 15), the same of children that ended (16 and 17).
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            yield return (int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), Seconds(fields[11]) + Seconds(fields[12]), Seconds(fields[13]) + Seconds(fields[14]));
        }
    }

    private static double Seconds(string ticks) => double.Parse(ticks, CultureInfo.InvariantCulture) / TicksPerSecond;

    private static string? Stat(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat"));
        }
        catch (IOException)
        {
            // It ended while the folder was read.
            return null;
        }
    }
}
