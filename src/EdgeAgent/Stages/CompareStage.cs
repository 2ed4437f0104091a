using System.Runtime.InteropServices;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Backgrounds;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Views;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>
/// What differs from how the places usually look? Compares each look with the background of looks: finds what stands in a zone and no model knows, and lets the rules ask
/// whether the place of a registered thing can be seen. Does nothing for a camera whose zones ask for neither.
/// </summary>
internal sealed class CompareStage(AgentMetrics metrics) : IStage<Scene, Scene>
{
    /// <summary>What the background stands for where a model's name is asked for.</summary>
    private const string Model = "background";

    /// <summary>Least share of a zone that an unexplained thing covers.</summary>
    private const float LeastShare = 0.03f;

    /// <summary>A track accounts for a little more than its box: wheels, shadows, a coarse box.</summary>
    private const float Margin = 0.1f;

    /// <summary>What stands for a week belongs to the street.</summary>
    private static readonly TimeSpan LongestStanding = TimeSpan.FromDays(7);

    private readonly LookBackground _background = new();
    private readonly ChangeRegions _regions = new();
    private readonly StandingChanges _standing = new();
    private readonly List<CellBox> _explained = [];
    private readonly Dictionary<Polygon, ushort[]> _cells = [];
    private CameraRuntimeSettings? _settings;
    private int _epoch;
    private bool _asked;

    public string Name => "compare";

    public ValueTask<Scene?> RunAsync(Scene item, CancellationToken abort)
    {
        if (!ReferenceEquals(item.Settings, _settings))
            Take(item.Settings);
        return ValueTask.FromResult<Scene?>(_asked ? Compare(item) : item);
    }

    private void Take(CameraRuntimeSettings settings)
    {
        _settings = settings;
        _cells.Clear();
        foreach (var zone in settings.Zones)
        {
            if (AsksForUnexplained(zone) || Registers(zone))
                _cells[zone.Polygon] = CellGrid.Inside(zone.Polygon);
        }

        _asked = _cells.Count > 0;
    }

    private Scene Compare(Scene scene)
    {
        var view = scene.Look.View;
        if (view.Epoch != _epoch)
        {
            _epoch = view.Epoch;
            _background.Forget();
            _standing.Clear();
        }

        _standing.Begin();
        if (scene.Visibility != Visibility.Clear || view.State is not (ViewState.Usual or ViewState.Learning))
            return scene with { Zones = WithUnexplained(scene) };
        var look = LookCells.Shared;
        look.Measure(scene.Look.Frame, view.Shift);
        Explain(scene);
        if (_background.Compare(look, CollectionsMarshal.AsSpan(_explained)))
            Gather(scene, look);
        else
            metrics.BackgroundRelearnt(scene.Settings.Camera);
        Guard(scene);
        _background.Learn(look);
        _standing.End(scene.Moment);
        return scene with { Zones = WithUnexplained(scene), Background = _background };
    }

    /// <summary>What the models' tracks account for; a registered thing, and the hole that it leaves, are part of its place.</summary>
    private void Explain(Scene scene)
    {
        _explained.Clear();
        foreach (var track in scene.Tracks)
        {
            if (track.Latest.Class != Problems.ManholeOpen && !IsRegistered(scene.Settings, track.Latest.Class))
                _explained.Add(CellBox.Around(track.Box, Margin));
        }
    }

    private void Gather(Scene scene, LookCells look)
    {
        _regions.Find(look, _background);
        foreach (var place in scene.Zones)
        {
            if (AsksForUnexplained(place.Zone))
                Gather(place.Zone, look, scene.Moment);
        }
    }

    private void Gather(Zone zone, LookCells look, in Moment now)
    {
        var cells = _cells[zone.Polygon];
        for (var label = 1; label <= _regions.Count; label++)
        {
            ref readonly var region = ref _regions[label];
            if (region.Kind != RegionKind.Object)
                continue;
            var (count, box) = (0, default(CellBox));
            foreach (var cell in cells)
            {
                if (look.Labels[cell] == label)
                    (count, box) = (count + 1, box.With(cell % CellGrid.Columns, cell / CellGrid.Columns));
            }

            if (count == 0 || count < LeastShare * cells.Length)
                continue;
            var began = _standing.See(zone.Id, new Detection(KnownClasses.Unexplained, 0.5f + 0.5f * region.Own, box.ToBox(), Model), now);
            if (now.Observed - began > LongestStanding)
                Accept(look, label);
        }
    }

    private void Accept(LookCells look, int label)
    {
        for (var cell = 0; cell < CellGrid.Count; cell++)
        {
            if (look.Labels[cell] == label)
                _background.Release(cell);
        }
    }

    /// <summary>The place of a registered thing is learnt only in looks that show the thing: a hole must not become what is usual.</summary>
    private void Guard(Scene scene)
    {
        foreach (var place in scene.Zones)
        {
            if (!Registers(place.Zone) || Shows(place))
                continue;
            foreach (var cell in _cells[place.Zone.Polygon])
                _background.Freeze(cell);
        }
    }

    private static bool Shows(ZoneScene place)
    {
        foreach (var (track, _, _) in place.Things)
        {
            if (track.Seen && IsRegistered(place.Zone, track.Latest.Class))
                return true;
        }

        return false;
    }

    private ZoneScene[] WithUnexplained(Scene scene)
    {
        if (_standing.Things.Count == 0)
            return scene.Zones as ZoneScene[] ?? [.. scene.Zones];
        var zones = new ZoneScene[scene.Zones.Count];
        for (var i = 0; i < zones.Length; i++)
        {
            var place = scene.Zones[i];
            var added = _standing.Things.Where(thing => thing.Zone == place.Zone.Id).Select(thing => ToZoned(thing, place.Zone.Polygon)).ToArray();
            zones[i] = added.Length == 0 ? place : place with { Things = [.. place.Things, .. added] };
        }

        return zones;
    }

    private static ZonedTrack ToZoned(StandingChanges.Thing thing, Polygon polygon) =>
        new(thing.ToTrack(), true, polygon.Area > 0 ? Math.Min(1, polygon.Overlap(thing.Latest.Box) / polygon.Area) : 0);

    private static bool AsksForUnexplained(Zone zone)
    {
        foreach (var rule in zone.Rules)
        {
            if (rule.Classes.Contains(KnownClasses.Unexplained, StringComparer.Ordinal))
                return true;
        }

        return false;
    }

    private static bool Registers(Zone zone)
    {
        foreach (var rule in zone.Rules)
        {
            if (KnownRules.IsRegister(rule))
                return true;
        }

        return false;
    }

    private static bool IsRegistered(Zone zone, string @class)
    {
        foreach (var rule in zone.Rules)
        {
            if (KnownRules.IsRegister(rule) && rule.Classes.Contains(@class, StringComparer.Ordinal))
                return true;
        }

        return false;
    }

    private static bool IsRegistered(CameraRuntimeSettings settings, string @class)
    {
        foreach (var zone in settings.Zones)
        {
            if (IsRegistered(zone, @class))
                return true;
        }

        return false;
    }
}
