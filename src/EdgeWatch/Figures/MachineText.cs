using System.Runtime.InteropServices;

namespace EdgeWatch.Figures;

/// <summary>The machine in one line, without its name or address.</summary>
internal static class MachineText
{
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return $"{Environment.ProcessorCount} cores {ProcessorModel()}, {memory:F0} GiB, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}";
    }

    private static string ProcessorModel()
    {
        const string info = "/proc/cpuinfo";
        if (!File.Exists(info))
            return RuntimeInformation.ProcessArchitecture.ToString();
        var line = File.ReadLines(info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
