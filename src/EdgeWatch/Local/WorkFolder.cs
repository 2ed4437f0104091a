namespace EdgeWatch.Local;

/// <summary>Where the demo and the benchmarks keep what they make: <c>.edgewatch</c> beside the solution, or below the working directory.</summary>
internal static class WorkFolder
{
    public static string Path { get; } = System.IO.Path.Combine(Checkout() ?? Environment.CurrentDirectory, ".edgewatch");

    private static string? Checkout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "EdgeWatch.sln")))
                return folder.FullName;
        }

        return null;
    }
}
