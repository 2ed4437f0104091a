using System.Text.Json.Nodes;
using EdgeWatch.CameraSimulator;
using EdgeWatch.Terminal;

namespace EdgeWatch.Demo;

/// <summary>
/// The workers of the demo's street: where a case is reported handled, the street that its camera shows is clean, and stays so until somebody has decided on the case. Then its story begins anew.
/// Now and then they have not been there (<see cref="CrewRota"/>): the problem stays. Only pictures change; what is seen in them, cameras and models say by themselves.
/// </summary>
internal sealed class DemoCrew : IAsyncDisposable
{
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(300);

    /// <summary>A clip is sent back before its end, so that its problem does not come round.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>What each camera with a handled case shows.</summary>
    private readonly Dictionary<string, Stretch> _shown = new(StringComparer.Ordinal);
    private readonly CrewRota _rota = new();
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
                Show(handled);
            await Task.Delay(Watch, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Show(IReadOnlyList<JsonNode> handled)
    {
        var streets = handled.Select(one => (Clip: ClipOf(one), Returns: one["returns"]?.GetValue<long>() ?? 0)).Where(one => one.Clip is not null).GroupBy(one => one.Clip!.Camera, StringComparer.Ordinal).ToList();
        foreach (var over in _shown.Keys.Except(streets.Select(street => street.Key)).ToList())
            _shown.Remove(over);
        foreach (var street in streets)
        {
            var (camera, clip) = (_simulator.Camera(street.Key), street.First().Clip!);
            var isNew = !_shown.TryGetValue(street.Key, out var stretch);
            if (isNew)
                _shown[street.Key] = stretch = Visit(clip, camera.ClipLength, isRework: street.Any(one => one.Returns > 0));
            if (isNew || camera.PositionNow < stretch.From || camera.PositionNow > stretch.To)
                camera.PlayFrom(InStep(stretch.From, camera.PositionNow));
        }
    }

    /// <summary>What the street shows from now on.</summary>
    private Stretch Visit(ClipTruth clip, TimeSpan length, bool isRework)
    {
        if (_rota.Mends(isRework) || clip.WrongBetween is not var (from, to))
        {
            Screen.Instance.Line($"stand-in crew: the street at {clip.Camera} is clean");
            return new Stretch(TimeSpan.FromSeconds(clip.CleanFrom!.Value), length - Margin);
        }

        Screen.Instance.Line($"stand-in crew: nobody has been at {clip.Camera}; its camera will see it");
        return new Stretch(TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to));
    }

    /// <summary>Key frames of our clips come every second: they go on to, and the agent need not decode what lies between.</summary>
    private static TimeSpan InStep(TimeSpan position, TimeSpan now) => position + TimeSpan.FromTicks(now.Ticks % TimeSpan.TicksPerSecond);

    /// <summary>The clip that shows the case's place, where it has a clean end.</summary>
    private ClipTruth? ClipOf(JsonNode one)
    {
        var (camera, sensor) = (one["camera"]?.GetValue<string>(), one["sensor"]?.GetValue<string>());
        return _clips.FirstOrDefault(clip => clip.CleanFrom is not null && (clip.Camera == camera || clip.Sensors.Any(one => one.Id == sensor)));
    }

    /// <summary>A part of a clip that is played over and over.</summary>
    private readonly record struct Stretch(TimeSpan From, TimeSpan To);
}
