using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent;

/// <summary>What happened since the last zero report. Safe from any thread.</summary>
internal sealed class PeriodTally
{
    /// <summary>Beyond this many candidates a period's percentile is taken over a uniform sample (Vitter's algorithm R).</summary>
    private const int MostLatencies = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _opened = [];
    private readonly Dictionary<string, long> _dropped = [];
    private readonly List<double> _latencies = [];
    private long _written;
    private UplinkSums _uplinks = new(0, 0, 0, 0);

    public void Dropped(string reason)
    {
        lock (_gate)
            _dropped[reason] = _dropped.GetValueOrDefault(reason) + 1;
    }

    public void UplinkCame(string end)
    {
        lock (_gate)
        {
            _uplinks = end switch
            {
                UplinkEnds.Judged => _uplinks with { Judged = _uplinks.Judged + 1 },
                UplinkEnds.Undecoded => _uplinks with { Undecoded = _uplinks.Undecoded + 1 },
                UplinkEnds.Unknown => _uplinks with { Unknown = _uplinks.Unknown + 1 },
                _ => _uplinks with { Repeated = _uplinks.Repeated + 1 },
            };
        }
    }

    public void Written(string problem, string type, TimeSpan latency)
    {
        lock (_gate)
        {
            if (type == CandidateTypes.Opened)
                _opened[problem] = _opened.GetValueOrDefault(problem) + 1;
            _written++;
            if (_latencies.Count < MostLatencies)
                _latencies.Add(latency.TotalMilliseconds);
            else if (Random.Shared.NextInt64(_written) is var slot and < MostLatencies)
                _latencies[(int)slot] = latency.TotalMilliseconds;
        }
    }

    /// <summary>Hands over the sums and begins anew.</summary>
    public PeriodSums Take()
    {
        lock (_gate)
        {
            var sums = new PeriodSums(new Dictionary<string, int>(_opened), new Dictionary<string, long>(_dropped), Percentile(_latencies, 0.95), _uplinks);
            _opened.Clear();
            _dropped.Clear();
            _latencies.Clear();
            _written = 0;
            _uplinks = new(0, 0, 0, 0);
            return sums;
        }
    }

    private static double? Percentile(List<double> values, double share)
    {
        if (values.Count == 0)
            return null;
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}

/// <summary>The sums of one period, in the words of <see cref="ZeroReport"/>.</summary>
/// <param name="Opened">Candidates opened, by problem.</param>
/// <param name="Dropped">What was dropped, by reason.</param>
/// <param name="LookToOutboxP95Milliseconds">95th percentile from look to outbox; null without candidates.</param>
/// <param name="Uplinks">Uplinks of sensors.</param>
internal sealed record PeriodSums(IReadOnlyDictionary<string, int> Opened, IReadOnlyDictionary<string, long> Dropped, double? LookToOutboxP95Milliseconds, UplinkSums Uplinks);

/// <summary>Uplinks by what became of them.</summary>
internal readonly record struct UplinkSums(long Judged, long Undecoded, long Unknown, long Repeated);
