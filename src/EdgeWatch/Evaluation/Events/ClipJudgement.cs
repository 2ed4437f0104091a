using EdgeWatch.Demo;

namespace EdgeWatch.Evaluation.Events;

/// <summary>One clip judged.</summary>
/// <param name="Truth">What is true of it.</param>
/// <param name="Events">Every event that opened.</param>
/// <param name="Truths">Every problem that the truth names.</param>
internal sealed record ClipJudgement(ClipTruth Truth, IReadOnlyList<JudgedEvent> Events, IReadOnlyList<JudgedTruth> Truths)
{
    public string Clip => Path.GetFileName(Truth.Path);

    public int Found => Truths.Count(truth => truth.Verdict == TruthVerdict.Found);

    public IEnumerable<JudgedTruth> Missed => Truths.Where(truth => truth.Verdict == TruthVerdict.Missed);

    public IEnumerable<JudgedEvent> Duplicates => Events.Where(judged => judged.Verdict == EventVerdict.Duplicate);

    public IEnumerable<JudgedEvent> False => Events.Where(judged => judged.Verdict == EventVerdict.False);

    /// <summary>Problems that could be found: those that the truth names, without those behind which an earlier event was still open.</summary>
    public int Named => Found + Missed.Count();

    public bool IsRight => Events.All(judged => judged.Verdict == EventVerdict.True) && !Missed.Any();

    /// <summary>Seconds from due to opened of every problem that was found and whose truth says when it is due.</summary>
    public IEnumerable<double> Delays => Truths.Select(truth => truth.Delay).OfType<double>();
}
