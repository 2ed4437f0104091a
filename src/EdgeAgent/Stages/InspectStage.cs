using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Views;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>Is anything to be seen? Exposure, focus, a hanging encoder, a camera that was moved: the rules count such looks as blind.</summary>
/// <param name="metrics">Counts looks by what could be seen.</param>
/// <param name="watch">Told where the camera looks, for status and log.</param>
/// <param name="memory">Keeps the usual view over a restart; null: each start learns it anew.</param>
internal sealed class InspectStage(AgentMetrics metrics, ViewWatch watch, ViewMemory? memory = null) : IStage<Look, InspectedLook>
{
    /// <summary>If the brightest twentieth is darker than this, nothing is lit (video luma begins at 16).</summary>
    private const int DarkBelow = 40;

    /// <summary>If the darkest third is brighter than this, two thirds of the picture are saturated (video luma ends at 235).</summary>
    private const int BrightAbove = 232;

    /// <summary>Below this variance of the Laplacian not even a wall's texture shows.</summary>
    private const float FeaturelessBelow = 1.5f;

    /// <summary>Sensors make noise: the same bits for this long are the same picture sent again.</summary>
    private static readonly TimeSpan FrozenAfter = TimeSpan.FromMinutes(5);

    private readonly LumaGrid _grid = new();
    private readonly UsualView _usual = new();
    private ulong _lastChecksum;
    private DateTimeOffset _unchangedSince;
    private CameraRuntimeSettings? _settings;

    public string Name => "inspect";

    public ValueTask<InspectedLook?> RunAsync(Look item, CancellationToken abort)
    {
        _grid.Measure(item.Frame);
        if (!ReferenceEquals(item.Settings, _settings))
            Take(item.Settings);
        var visibility = Judge(item.TakenAt, item.Settings.AcceptViewAfter);
        item.View = _usual.View;
        watch.Follow(_usual.View, item.TakenAt);
        memory?.Keep(item.Settings.Zones, item.TakenAt, _usual.State);
        metrics.Looked(visibility);
        return ValueTask.FromResult<InspectedLook?>(new InspectedLook(item, visibility));
    }

    /// <summary>Who draws zones on the picture as it is now says with it that the view is right.</summary>
    private void Take(CameraRuntimeSettings settings)
    {
        if (_settings is null && memory?.Recall(settings.Zones) is { } known)
            _usual.Restore(known);
        else if (_settings is not null && settings.Revision > _settings.Revision && !SameZones(settings.Zones, _settings.Zones))
            _usual.Confirm();
        _settings = settings;
    }

    private static bool SameZones(IReadOnlyList<Zone> some, IReadOnlyList<Zone> others) =>
        some.Count == others.Count && some.Zip(others).All(pair => pair.First.Id == pair.Second.Id && pair.First.Polygon.Corners.SequenceEqual(pair.Second.Polygon.Corners));

    private Visibility Judge(DateTimeOffset at, TimeSpan acceptViewAfter)
    {
        if (_grid.Checksum != _lastChecksum)
            (_lastChecksum, _unchangedSince) = (_grid.Checksum, at);
        if (_grid.Percentile(0.95f) < DarkBelow)
            return Visibility.TooDark;
        if (_grid.Percentile(0.33f) > BrightAbove)
            return Visibility.WashedOut;
        if (_grid.Sharpness < FeaturelessBelow)
            return Visibility.Blurred;
        return at - _unchangedSince >= FrozenAfter ? Visibility.Frozen : _usual.Compare(_grid, at, acceptViewAfter);
    }
}
