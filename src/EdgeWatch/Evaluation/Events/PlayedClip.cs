namespace EdgeWatch.Evaluation.Events;

/// <summary>A clip that was played, and what its events are worth.</summary>
internal sealed record PlayedClip(ClipPlay Play, ClipJudgement Judgement)
{
    /// <summary>False events of which the same kind did not come before: what comes again in every round of a clip is one mistake, not many.</summary>
    public int DifferentFalse => Judgement.False.DistinctBy(judged => judged.Opened.What).Count();

    public int FalseInFirstRound => Judgement.False.Count(judged => judged.Opened.At <= Play.Length.TotalSeconds);
}
