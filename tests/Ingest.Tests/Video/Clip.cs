using System.Diagnostics;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Video;

/// <summary>Small clips made by the ffmpeg program.</summary>
internal static class Clip
{
    public const string H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 10 -keyint_min 10 -sc_threshold 0";
    public const string Hevc = "-c:v libx265 -preset ultrafast -pix_fmt yuv420p -x265-params log-level=none:keyint=10:min-keyint=10:scenecut=0";

    /// <summary>A key frame every 200 ms at 10 frames a second.</summary>
    public const string H264Often = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 2 -keyint_min 2 -sc_threshold 0";

    /// <summary>A key frame every 200 ms at 10 frames a second.</summary>
    public const string HevcOften = "-c:v libx265 -preset ultrafast -pix_fmt yuv420p -x265-params log-level=none:keyint=2:min-keyint=2:scenecut=0";

    /// <summary>Runs ffmpeg and returns the file it made.</summary>
    /// <param name="folder">Where the file goes.</param>
    /// <param name="name">Name with the extension that chooses the container.</param>
    /// <param name="arguments">Inputs and encoder: <c>-f lavfi -i testsrc2=… -c:v …</c>.</param>
    public static string Make(TempFolder folder, string name, string arguments)
    {
        var path = folder.File(name);
        Run(["-v", "error", "-nostdin", "-y", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), path]);
        return path;
    }

    /// <summary>A test pattern: 160×120, 10 frames a second.</summary>
    public static string Pattern(TempFolder folder, string name, string encoder, int seconds = 3, string size = "160x120") =>
        Make(folder, name, $"-f lavfi -i testsrc2=size={size}:rate=10:duration={seconds} {encoder}");

    private static void Run(string[] arguments)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = ffmpeg.StandardError.ReadToEnd();
        ffmpeg.WaitForExit();
        if (ffmpeg.ExitCode != 0)
            throw new InvalidOperationException($"ffmpeg {string.Join(' ', arguments)} failed: {errors}");
    }
}
