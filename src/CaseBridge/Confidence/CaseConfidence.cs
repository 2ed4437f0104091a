namespace EdgeWatch.CaseBridge.Confidence;

/// <summary>How likely the problem of a case is real, and how that came about.</summary>
/// <param name="Prior">0..1, before anything of this case is looked at but that one of its kind reported it.</param>
/// <param name="Record">Where the prior comes from.</param>
/// <param name="Posterior">0..1; its odds are those of the prior times all ratios, within bounds.</param>
/// <param name="Factors">What changed the odds, the leading finding first.</param>
internal sealed record CaseConfidence(double Prior, VerdictCount Record, double Posterior, IReadOnlyList<Factor> Factors);

/// <summary>Verdicts on what one kind of reporter called by one name.</summary>
internal sealed record VerdictCount(string Problem, string Reporter, long Confirmed, long Rejected);

/// <summary>One thing that changed the odds.</summary>
/// <param name="Kind">One of <see cref="FactorKinds"/>.</param>
/// <param name="Source">Whose word it is, as a CloudEvents source.</param>
/// <param name="Words">One sentence in English.</param>
/// <param name="Ratio">What the odds were multiplied by.</param>
/// <param name="Answer">For a corroboration: what was answered.</param>
internal sealed record Factor(string Kind, string Source, string Words, double Ratio, string? Answer = null);

/// <summary>Kinds of factors, as they stand in the API.</summary>
internal static class FactorKinds
{
    /// <summary>What the leading finding says of itself, against what such findings usually say.</summary>
    public const string Finding = "finding";

    /// <summary>Another source found the same by itself.</summary>
    public const string Independent = "independent";

    /// <summary>Another source was asked.</summary>
    public const string Corroboration = "corroboration";
}
