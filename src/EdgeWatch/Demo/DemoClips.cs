namespace EdgeWatch.Demo;

/// <summary>The street of our own making that ships with the program.</summary>
internal static class DemoClips
{
    /// <summary>The folder of the clips, or one file in it.</summary>
    public static string Folder(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Demo", "Scene", .. parts]);
}
