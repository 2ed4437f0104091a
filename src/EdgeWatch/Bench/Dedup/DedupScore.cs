using EdgeWatch.Bench.Dedup.Trace;

namespace EdgeWatch.Bench.Dedup;

/// <summary>Counts what a case system made of a trace. docs/deduplication.md defines each count.</summary>
internal sealed class DedupScore
{
    private readonly Dictionary<long, Origin> _firstOf = [];
    private readonly HashSet<Origin> _reported = [];
    private readonly HashSet<Origin> _held = [];
    private readonly HashSet<Origin> _swallowed = [];
    private readonly HashSet<Origin> _began = [];

    /// <summary>The candidates by which duplicates and wrong merges came about, each with its case and with what that case began with.</summary>
    public List<Mistake> Mistakes { get; } = [];

    /// <summary>Notes where a candidate went. Returns whether it opened a case.</summary>
    public bool Note(Delivery delivery, long? number)
    {
        var origin = delivery.Origin;
        if (origin.IsReal)
            _reported.Add(origin);
        if (number is not { } known)
            return false;
        if (origin.IsReal)
            _held.Add(origin);
        if (_firstOf.TryAdd(known, origin))
        {
            if (origin.IsReal && !_began.Add(origin))
                Mistakes.Add(new Mistake("duplicate", delivery, known, origin));
            return true;
        }

        if (origin.IsReal && _firstOf[known] != origin && _swallowed.Add(origin))
            Mistakes.Add(new Mistake("wrong merge", delivery, known, _firstOf[known]));
        return false;
    }

    public DedupResult Result()
    {
        var own = _firstOf.Values.Where(first => first.IsReal).ToList();
        return new DedupResult
        {
            Problems = _reported.Count,
            Cases = _firstOf.Count,
            Duplicates = own.Count - own.Distinct().Count(),
            WrongMerges = _swallowed.Count,
            Lost = _reported.Count - _held.Count,
            NoiseCases = _firstOf.Values.Count(first => first.Kind == OriginKind.Noise),
            PermittedCases = _firstOf.Values.Count(first => first.Kind == OriginKind.Permitted),
        };
    }
}

/// <summary>A candidate that went where it should not.</summary>
/// <param name="Kind"><c>duplicate</c> or <c>wrong merge</c>.</param>
/// <param name="Delivery">The candidate, with its truth.</param>
/// <param name="Case">The case that it opened or went into.</param>
/// <param name="First">What that case began with.</param>
internal sealed record Mistake(string Kind, Delivery Delivery, long Case, Origin First);

/// <summary>What a case system made of one trace or more.</summary>
internal sealed record DedupResult
{
    /// <summary>Real problems of which at least one candidate was delivered.</summary>
    public int Problems { get; init; }

    public int Cases { get; init; }

    /// <summary>Cases that begin with a real problem's candidate, less the problems that begin a case.</summary>
    public int Duplicates { get; init; }

    /// <summary>Real problems of which at least one candidate went into a case that begins with something else.</summary>
    public int WrongMerges { get; init; }

    /// <summary>Real problems whose every candidate was kept quiet.</summary>
    public int Lost { get; init; }

    public int NoiseCases { get; init; }

    public int PermittedCases { get; init; }

    public double DuplicatesPerHundred => 100.0 * Duplicates / Problems;

    public double WrongMergesPerHundred => 100.0 * WrongMerges / Problems;

    public double LostPerHundred => 100.0 * Lost / Problems;

    /// <summary>All that went wrong with real problems; what a rival's parameter is chosen by.</summary>
    public double ErrorsPerHundred => DuplicatesPerHundred + WrongMergesPerHundred + LostPerHundred;

    public static DedupResult operator +(DedupResult one, DedupResult other) => new()
    {
        Problems = one.Problems + other.Problems,
        Cases = one.Cases + other.Cases,
        Duplicates = one.Duplicates + other.Duplicates,
        WrongMerges = one.WrongMerges + other.WrongMerges,
        Lost = one.Lost + other.Lost,
        NoiseCases = one.NoiseCases + other.NoiseCases,
        PermittedCases = one.PermittedCases + other.PermittedCases,
    };
}
