using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>Looks more often while a rule is unsettled, and goes back when it is settled.</summary>
internal sealed class SuspectCadence(LookSchedule schedule)
{
    /// <summary>A suspicion that settles in neither way must not cost several times the looks for ever.</summary>
    private static readonly TimeSpan LongestSuspicion = TimeSpan.FromMinutes(10);

    private DateTimeOffset? _since;

    public bool IsShortened { get; private set; }

    public void Apply(CameraRuntimeSettings settings, bool unsettled, DateTimeOffset at)
    {
        _since = unsettled ? _since ?? at : null;
        IsShortened = unsettled && at - _since <= LongestSuspicion;
        schedule.Cadence = IsShortened ? settings.SuspectCadence : settings.Cadence;
    }
}
