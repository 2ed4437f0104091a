using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>What the word of a second source must keep to.</summary>
internal static class CorroborationValidator
{
    /// <param name="said">What was said.</param>
    /// <param name="ofWhom">Source of the candidate that it came with.</param>
    public static string? Flaw(Corroboration said, string ofWhom)
    {
        if (!CandidateSource.TryParse(said.Source, out _))
            return $"data.corroboration.source '{said.Source}' is not {CandidateSource.Form}";
        if (said.Source == ofWhom)
            return $"data.corroboration.source '{said.Source}' is the candidate's own: a source cannot vouch for itself";
        if (said.Answer is not (CorroborationAnswers.Agrees or CorroborationAnswers.Contradicts or CorroborationAnswers.CannotTell))
            return $"data.corroboration.answer '{said.Answer}' is not {CorroborationAnswers.Agrees}, {CorroborationAnswers.Contradicts} or {CorroborationAnswers.CannotTell}";
        if (said.Found.Length > ContractLimits.StringLength || said.Seen?.Class.Length > ContractLimits.StringLength)
            return $"data.corroboration.found or .seen.class is longer than the {ContractLimits.StringLength} characters allowed";
        if (!double.IsFinite(said.LikelihoodRatio) || said.LikelihoodRatio <= 0)
            return $"data.corroboration.likelihoodRatio {said.LikelihoodRatio} is no number above 0: 1 says nothing, 10 makes the odds ten times higher";
        return (said.Seen is { } seen ? CandidateValidator.SubjectFlaw(seen, "data.corroboration.seen") : null)
            ?? (said.Read is { } read ? ReadingValidator.Flaw([read], "data.corroboration.read", 1) : null);
    }
}
