using EdgeWatch.Bench.Dedup.City;
using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Dedup.Trace;

/// <summary>
/// Turns glimpses into candidates as an agent does: one finding at a time for each watch, opened, said again while it stays, cleared when nothing of its
/// kind is left in the zone. A finding stems from what opened it.
/// </summary>
internal sealed class FindingDesk(Dice dice)
{
    /// <summary>A problem that stays says so this often (the agent's own constant), at most thirty times.</summary>
    private static readonly TimeSpan StillThereAfter = TimeSpan.FromHours(6);
    private const int MostUpdates = 30;

    private readonly Dictionary<WatchKey, OpenFinding> _open = [];

    /// <summary>Takes one glimpse; returns what the agent sends, if anything.</summary>
    public (CandidateEvent Candidate, Origin Origin)? Take(DateTimeOffset at, Glimpse glimpse)
    {
        if (glimpse.Appears)
        {
            if (_open.TryGetValue(glimpse.Key, out var known))
            {
                known.Seen.Add(glimpse.Origin);
                return null;
            }

            var opened = new OpenFinding(dice.Id(at), glimpse, at - glimpse.Dwell, at) { Seen = { glimpse.Origin } };
            _open[glimpse.Key] = opened;
            return (Candidate(opened, CandidateTypes.Opened, at), glimpse.Origin);
        }

        if (!_open.TryGetValue(glimpse.Key, out var open) || !open.Seen.Remove(glimpse.Origin) || open.Seen.Count > 0)
            return null;
        _open.Remove(glimpse.Key);
        return glimpse.Told ? (Candidate(open, CandidateTypes.Cleared, at), open.Stem.Origin) : null;
    }

    /// <summary>What agents say again at this time of what goes on.</summary>
    public IEnumerable<(Agent Agent, CandidateEvent Candidate, Origin Origin)> SayAgain(DateTimeOffset at)
    {
        foreach (var open in _open.Values.Where(open => at - open.SaidAt >= StillThereAfter && open.Sequence <= MostUpdates).ToList())
            yield return (open.Stem.Agent, Candidate(open, CandidateTypes.Updated, at), open.Stem.Origin);
    }

    /// <summary>An agent that lost its memory finds everything anew, and never clears what it found before.</summary>
    public IEnumerable<(CandidateEvent Candidate, Origin Origin)> Forget(Agent agent, DateTimeOffset at)
    {
        foreach (var open in _open.Values.Where(open => open.Stem.Agent == agent).ToList())
        {
            var anew = new OpenFinding(dice.Id(at), open.Stem, at - open.Stem.Dwell, at) { Seen = open.Seen };
            _open[open.Stem.Key] = anew;
            yield return (Candidate(anew, CandidateTypes.Opened, at), open.Stem.Origin);
        }
    }

    private CandidateEvent Candidate(OpenFinding open, string type, DateTimeOffset at)
    {
        open.SaidAt = at;
        var (skew, sight) = (open.Stem.Agent.Skew, open.Stem.Sight);
        var score = sight.Box?.Score ?? 0.8f;
        return new CandidateEvent
        {
            Id = dice.Id(at + skew),
            Source = open.Stem.Key.Source,
            Type = type,
            Time = at + skew,
            Data = new CandidateData
            {
                Incident = open.Incident,
                Sequence = ++open.Sequence,
                Problem = open.Stem.Key.Problem,
                SeenAt = at + skew,
                Since = open.Since + skew,
                Place = sight.Place,
                Component = sight.Component,
                Score = score,
                Threshold = 0.5f,
                Confidence = 0.9f,
                Judgement = new Judgement
                {
                    Rule = sight.Box is null ? "threshold" : "state", Zone = open.Stem.Key.Zone, LooksFor = 4, LooksAgainst = 1, Dwell = at - open.Since, Asked = "3 of 5 looks ≥ 0.5",
                },
                Subjects = sight.Box is { } box && type != CandidateTypes.Cleared ? [box] : [],
                Made = new Provenance("0.1.0", [], 0),
            },
        };
    }

    private sealed class OpenFinding(Guid incident, Glimpse stem, DateTimeOffset since, DateTimeOffset saidAt)
    {
        public Guid Incident => incident;

        public Glimpse Stem => stem;

        public DateTimeOffset Since => since;

        public DateTimeOffset SaidAt { get; set; } = saidAt;

        public int Sequence { get; set; }

        public HashSet<Origin> Seen { get; init; } = [];
    }
}
