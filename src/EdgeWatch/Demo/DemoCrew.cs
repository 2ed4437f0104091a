using System.Text.Json.Nodes;
using EdgeWatch.CameraSimulator;
using EdgeWatch.Terminal;

namespace EdgeWatch.Demo;

/// <summary>
/// The workers of the demo's street: where a case is reported handled, the street that its camera shows is clean, and stays so until somebody has decided on the case. Then its story begins anew.
/// Only pictures change; what is seen in them, cameras and models say by themselves.
/// </summary>
internal sealed class DemoCrew : IAsyncDisposable
{
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(300);

    /// <summary>A clip is sent back before its end, so that its problem does not come round.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ClipTruth> _cleaned = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly CaseDesk _desk;
    private readonly RtspSimulator _simulator;
    private readonly IReadOnlyList<ClipTruth> _clips;
    private readonly TimeProvider _time;
    private readonly Task _working;

    private DemoCrew(CaseDesk desk, RtspSimulator simulator, IReadOnlyList<ClipTruth> clips, TimeProvider time)
    {
        (_desk, _simulator, _clips, _time) = (desk, simulator, clips, time);
        _working = RunAsync(_stop.Token);
    }

    public static DemoCrew Start(CaseDesk desk, RtspSimulator simulator, IReadOnlyList<ClipTruth> clips, TimeProvider time) => new(desk, simulator, clips, time);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _working;
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await _desk.TryListAsync("handled", stop) is { } handled)
                Clean(handled);
            await Task.Delay(Watch, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Clean(IReadOnlyList<JsonNode> handled)
    {
        var due = handled.Select(ClipOf).OfType<ClipTruth>().DistinctBy(clip => clip.Camera).ToDictionary(clip => clip.Camera, StringComparer.Ordinal);
        foreach (var over in _cleaned.Keys.Where(camera => !due.ContainsKey(camera)).ToList())
            _cleaned.Remove(over);
        foreach (var clip in due.Values)
        {
            var (camera, from) = (_simulator.Camera(clip.Camera), TimeSpan.FromSeconds(clip.CleanFrom!.Value));
            var isNew = _cleaned.TryAdd(clip.Camera, clip);
            var isOut = camera.PositionNow < from || camera.PositionNow > camera.ClipLength - Margin;
            if (isNew || isOut)
                camera.PlayFrom(InStep(from, camera.PositionNow));
            if (isNew)
                Screen.Instance.Line($"stand-in crew: the street at {clip.Camera} is clean");
        }
    }

    /// <summary>Key frames of our clips come every second: they go on to, and the agent need not decode what lies between.</summary>
    private static TimeSpan InStep(TimeSpan position, TimeSpan now) => position + TimeSpan.FromTicks(now.Ticks % TimeSpan.TicksPerSecond);

    /// <summary>The clip that shows the case's place, where it has a clean end.</summary>
    private ClipTruth? ClipOf(JsonNode one)
    {
        var (camera, sensor) = (one["camera"]?.GetValue<string>(), one["sensor"]?.GetValue<string>());
        return _clips.FirstOrDefault(clip => clip.CleanFrom is not null && (clip.Camera == camera || clip.Sensors.Any(one => one.Id == sensor)));
    }
}
