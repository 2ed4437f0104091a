using System.Diagnostics;

namespace EdgeWatch.Tests.Shared;

/// <summary>A file system in memory with so much room and no more. Only root may mount one.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    public SmallDisk(int megabytes)
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0777", "tmpfs", FullPath) != 0)
            throw new InvalidOperationException($"no file system of {megabytes} MiB could be mounted at {FullPath}");
    }

    /// <summary>Whether this process may have one.</summary>
    public static bool IsPossible { get; } = Try();

    public string FullPath => _folder.FullPath;

    public void Dispose()
    {
        // Lazily: a server that still goes down may have a file open.
        _ = Run("umount", "-l", FullPath);
        _folder.Dispose();
    }

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return false;
        using var folder = new TempFolder();
        return Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.FullPath) == 0 && Run("umount", folder.FullPath) == 0;
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
