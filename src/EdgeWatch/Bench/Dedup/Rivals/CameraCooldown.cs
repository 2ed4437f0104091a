using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Dedup.Rivals;

/// <summary>
/// The recorder's way: after a notification of a camera, none of the same kind until a cooldown has passed. Frigate (docs, Notifications): "The camera-specific
/// cooldown period hasn't elapsed for the specific camera"; iSpy (user guide, Alert intervals): "Distinct Alert Interval … iSpy won't raise repeated alerts for 3 minutes".
/// What comes meanwhile counts as told by the notification before it. Here a camera has one cooldown for each class, which is kinder than Frigate's one for all.
/// </summary>
internal sealed class CameraCooldown(TimeSpan cooldown) : Rival
{
    private readonly Dictionary<(string Source, string Problem), (DateTimeOffset At, long Case)> _last = [];

    public static IEnumerable<RivalChoice> Choices { get; } = new[] { 1, 5, 15, 30, 60, 120, 240, 360, 480, 720, 1440 }
        .Select(minutes => new RivalChoice("cooldown per camera and class", $"{minutes} min", () => new CameraCooldown(TimeSpan.FromMinutes(minutes))));

    protected override long? Take(DateTimeOffset at, CandidateEvent candidate)
    {
        if (candidate.Type != CandidateTypes.Opened)
            return null;
        var key = (candidate.Source, candidate.Data.Problem);
        if (_last.TryGetValue(key, out var last) && at - last.At < cooldown)
            return last.Case;
        return (_last[key] = (at, Open())).Case;
    }
}
