using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Dedup.Rivals;

/// <summary>
/// ThingsBoard's alarms (docs, "Create Alarm" and "Alarms"): "An alarm is unique per originator and type"; "if an active alarm of the same type already exists on the
/// originator, it refreshes the alarm's end timestamp … rather than creating a duplicate"; once cleared, the next one is new. The originator is the camera or
/// sensor, or, kinder, an asset for each of its zones; which of the two is the parameter.
/// </summary>
internal sealed class OpenAlarm(bool byZone) : Rival
{
    private readonly Dictionary<(string Originator, string Type), long> _active = [];
    private readonly Dictionary<long, (string Originator, string Type)> _keys = [];

    public static IEnumerable<RivalChoice> Choices { get; } =
        new[] { false, true }.Select(byZone => new RivalChoice("open alarm per originator and type", byZone ? "originator: zone" : "originator: device", () => new OpenAlarm(byZone)));

    /// <summary>A person who sees that nothing is wrong clears the alarm.</summary>
    public override void Judge(long number, bool isReal, DateTimeOffset at)
    {
        if (!isReal && _active.TryGetValue(_keys[number], out var active) && active == number)
            _active.Remove(_keys[number]);
    }

    protected override long? Take(DateTimeOffset at, CandidateEvent candidate)
    {
        var key = (byZone ? $"{candidate.Source}/{candidate.Data.Judgement.Zone}" : candidate.Source, candidate.Data.Problem);
        if (candidate.Type == CandidateTypes.Cleared)
            return _active.Remove(key, out var cleared) ? cleared : null;
        if (_active.TryGetValue(key, out var active))
            return active;
        if (candidate.Type != CandidateTypes.Opened)
            return null;
        var opened = _active[key] = Open();
        _keys[opened] = key;
        return opened;
    }
}
