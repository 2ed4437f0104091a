namespace EdgeWatch.Bench.Dedup.Trace;

/// <summary>What a candidate stems from in truth.</summary>
internal enum OriginKind
{
    /// <summary>A real problem.</summary>
    Problem,

    /// <summary>Nothing: a statue, rain on the glass, a mistake of the model.</summary>
    Noise,

    /// <summary>Something that is there with permission.</summary>
    Permitted,
}

/// <summary>What a candidate stems from in truth.</summary>
/// <param name="Kind">A real problem, or what else.</param>
/// <param name="Number">Tells real problems apart; for noise its source.</param>
internal readonly record struct Origin(OriginKind Kind, int Number)
{
    public bool IsReal => Kind == OriginKind.Problem;
}
