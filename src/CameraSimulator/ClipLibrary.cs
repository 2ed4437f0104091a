using EdgeWatch.CameraSimulator.Media;
using EdgeWatch.CameraSimulator.Rtp;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CameraSimulator;

/// <summary>Clips in packets, each file once. Safe from any thread.</summary>
internal sealed class ClipLibrary(ILogger log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PacketisedClip> _clips = new(StringComparer.Ordinal);

    /// <summary>Reads a file, or gives what was read before.</summary>
    public PacketisedClip Load(string file)
    {
        var path = Path.GetFullPath(file);
        lock (_gate)
        {
            if (_clips.TryGetValue(path, out var known))
                return known;
            var clip = new PacketisedClip(ClipReader.Read(path));
            Log.ClipLoaded(log, Path.GetFileName(file), clip.Codec, clip.FrameRate, clip.BitRate / 1000, clip.Duration.TotalSeconds);
            return _clips[path] = clip;
        }
    }
}
