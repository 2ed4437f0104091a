using System.Text.Json.Nodes;
using EdgeWatch.CameraSimulator;
using EdgeWatch.Terminal;

namespace EdgeWatch.Demo;

/// <summary>
/// The workers of the demo's street: where a case is reported handled, the street that its camera shows is clean, and stays so until somebody has decided on the case. Then its story begins anew.
/// Only pictures change; what is seen in them, cameras and models say by themselves.
/// </summary>
internal sealed class DemoCrew(CaseDesk desk, RtspSimulator simulator, IReadOnlyList<ClipTruth> clips, TimeProvider time)
{
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(300);

    /// <summary>A clip is sent back before its end, so that its problem does not come round.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ClipTruth> _cleaned = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await desk.TryListAsync("handled", stop) is { } handled)
                Clean(handled);
            await Task.Delay(Watch, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Clean(IReadOnlyList<JsonNode> handled)
    {
        var due = handled.Select(ClipOf).OfType<ClipTruth>().DistinctBy(clip => clip.Camera).ToDictionary(clip => clip.Camera, StringComparer.Ordinal);
        foreach (var over in _cleaned.Keys.Where(camera => !due.ContainsKey(camera)).ToList())
            _cleaned.Remove(over);
        foreach (var clip in due.Values)
        {
            var (camera, from) = (simulator.Camera(clip.Camera), TimeSpan.FromSeconds(clip.CleanFrom!.Value));
            var isNew = _cleaned.TryAdd(clip.Camera, clip);
            var isOut = camera.PositionNow < from || camera.PositionNow > camera.ClipLength - Margin;
            if (isNew || isOut)
                camera.PlayFrom(from);
            if (isNew)
                Screen.Instance.Line($"stand-in crew: the street at {clip.Camera} is clean");
        }
    }

    /// <summary>The clip that shows the case's place, where it has a clean end.</summary>
    private ClipTruth? ClipOf(JsonNode one)
    {
        var (camera, sensor) = (one["camera"]?.GetValue<string>(), one["sensor"]?.GetValue<string>());
        return clips.FirstOrDefault(clip => clip.CleanFrom is not null && (clip.Camera == camera || clip.Sensors.Any(one => one.Id == sensor)));
    }
}
