namespace EdgeWatch.Tests.Shared;

/// <summary>Where things lie: the repository, and the optional data beside it.</summary>
public static class Repository
{
    /// <summary>The folder with EdgeWatch.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>The optional folder with clips, models and data sets beside the repository; null where it is absent.</summary>
    public static string? SharedData { get; } = Directory.Exists(Path.Combine(Root, "..", "shared")) ? Path.GetFullPath(Path.Combine(Root, "..", "shared")) : null;

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "EdgeWatch.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"EdgeWatch.sln is in no folder above {AppContext.BaseDirectory}; run the tests from a checkout");
    }
}
