using System.Diagnostics;
using EdgeWatch.Terminal;

namespace EdgeWatch.Bench;

/// <summary>The clip that every density figure is taken on: 1920×1080, 25 fps, H.264 High, 4 Mbit/s, a key frame every 2 s, 20 s long.</summary>
internal static class DensityClip
{
    public static async Task<string> MakeAsync(string folder, string source, CancellationToken stop)
    {
        var clip = Path.Combine(folder, "density-1080p25.mp4");
        if (File.Exists(clip))
            return clip;
        // Noise keeps the encoder at its bit rate, as the sensor noise of a real camera does.
        string[] arguments =
        [
            "-v", "error", "-y", "-stream_loop", "-1", "-i", source, "-t", "20",
            "-vf", "scale=1920:1080,fps=25,noise=alls=6:allf=t", "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high",
            "-b:v", "4M", "-maxrate", "4M", "-bufsize", "4M", "-g", "50", "-keyint_min", "50", "-sc_threshold", "0", "-bf", "0", "-pix_fmt", "yuv420p", clip + ".part.mp4",
        ];
        using var encoder = Process.Start("ffmpeg", arguments) ?? throw new MissingPieceException("ffmpeg is not installed: apt-get install ffmpeg");
        await encoder.WaitForExitAsync(stop);
        if (encoder.ExitCode != 0)
            throw new MissingPieceException($"ffmpeg could not make the density clip from {source} (exit code {encoder.ExitCode})");
        File.Move(clip + ".part.mp4", clip);
        return clip;
    }
}
