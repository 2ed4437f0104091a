using System.Runtime.InteropServices;

namespace EdgeWatch.Ingest.Video.LibAv;

/// <summary>Loads libav once and refuses versions whose structures differ from <c>Layout.cs</c>.</summary>
internal static class LibAv
{
    private static readonly LibraryVersion[] Needed =
    [
        new(AvUtil.Library, "libavutil", 57, AvUtil.Version),
        new(AvCodec.Library, "libavcodec", 59, AvCodec.Version),
        new(AvFormat.Library, "libavformat", 59, AvFormat.Version),
        new(SwScale.Library, "libswscale", 6, SwScale.Version),
    ];

    private static readonly Lazy<string?> Problem = new(Load);

    /// <summary>Call before anything else of this folder; cheap after the first time.</summary>
    /// <exception cref="VideoException">libav is missing or of another major version; the message names what to install.</exception>
    public static void EnsureLoaded()
    {
        if (Problem.Value is { } problem)
            throw new VideoException(problem);
    }

    /// <summary>What is wrong with the libraries found; null where all are as needed.</summary>
    /// <param name="needed">The libraries.</param>
    /// <param name="tryLoad">Loads a library by its file name and says whether it is there.</param>
    internal static string? Check(IEnumerable<LibraryVersion> needed, Func<string, bool> tryLoad)
    {
        foreach (var library in needed)
        {
            if (!tryLoad(library.File))
            {
                var other = OtherMajor(library, tryLoad);
                var found = other is null ? "and no other version is there" : $"but {library.Name}.so.{other} is there, whose structures differ";
                return $"{library.File} is not installed, {found}. {Remedy(library)}";
            }

            var version = library.Version();
            if (version >> 16 != library.Major)
                return $"{library.File} reports version {version >> 16}.{(version >> 8) & 0xFF}.{version & 0xFF}, whose structures may differ. {Remedy(library)}";
        }

        return null;
    }

    private static string Remedy(LibraryVersion library) =>
        $"EdgeWatch reads video through libav 5.1 ({library.Name} {library.Major}). Install it: apt install ffmpeg (on Debian 12; it brings {library.Name}{library.Major})";

    private static int? OtherMajor(LibraryVersion library, Func<string, bool> tryLoad)
    {
        const int Around = 4;
        for (var major = library.Major + Around; major >= library.Major - Around; major--)
        {
            if (major != library.Major && tryLoad($"{library.Name}.so.{major}"))
                return major;
        }

        return null;
    }

    private static string? Load()
    {
        var problem = Check(Needed, static file => NativeLibrary.TryLoad(file, out _));
        if (problem is not null)
            return problem;

        // libav's log writes request lines and URLs with their passwords to stderr; what matters of it returns as error codes.
        AvUtil.SetLogLevel(AvConstant.LogQuiet);
        _ = AvFormat.NetworkInit();
        return null;
    }
}

/// <summary>A library, and the major version whose structures are known.</summary>
/// <param name="File">File name with the major version: <c>libavformat.so.59</c>.</param>
/// <param name="Name">Name without: <c>libavformat</c>.</param>
/// <param name="Major">The major version.</param>
/// <param name="Version">Asks the loaded library: major &lt;&lt; 16 | minor &lt;&lt; 8 | micro.</param>
internal sealed record LibraryVersion(string File, string Name, int Major, Func<uint> Version);
