namespace EdgeWatch.Local;

/// <summary>Where programs of this machine lie.</summary>
internal static class ProgramPath
{
    /// <summary>Looks along PATH, and where servers lie, which is not on everybody's PATH.</summary>
    /// <returns>Its path; null where it is not installed.</returns>
    public static string? Find(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/local/sbin");
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}
