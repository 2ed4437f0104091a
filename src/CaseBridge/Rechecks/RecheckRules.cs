using System.Globalization;
using EdgeWatch.CaseBridge.Confidence;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>How a recheck stands.</summary>
/// <param name="State">Looking, proposed or impossible.</param>
/// <param name="Words">Of the proposal, or why there is none, in English.</param>
internal sealed record RecheckStanding(string State, string Words)
{
    /// <summary>One of <see cref="RecheckProposals"/>.</summary>
    public string? Proposal { get; init; }

    /// <summary>How likely the problem is still there, 0..1; null where nobody could tell.</summary>
    public double? Posterior { get; init; }

    /// <summary>The look that shows it best.</summary>
    public RecheckLook? After { get; init; }

    /// <summary>When to look again.</summary>
    public DateTimeOffset? NextAt { get; init; }
}

/// <summary>
/// What the looks so far propose. Pure. The problem is proposed as still there as soon as one camera sees it in enough of its looks, one sensor reads it, or it is reported again; as gone when all
/// who can tell say so. Nothing is decided by it.
/// </summary>
internal static class RecheckRules
{
    /// <summary>A look that told nothing is followed by one after twice the time, but at least so many are made in the time there is.</summary>
    private const int FewestTries = 8;

    /// <param name="plan">The rules in force.</param>
    /// <param name="targets">Who can be asked.</param>
    /// <param name="looks">What was answered so far, oldest first; those of others than the targets are reports.</param>
    /// <param name="now">Now.</param>
    public static RecheckStanding Decide(RecheckPlan plan, IReadOnlyList<CandidateSource> targets, IReadOnlyList<RecheckLook> looks, DateTimeOffset now)
    {
        var answered = looks.Where(look => look.Answer is not null).ToList();
        var witnesses = targets.Union(answered.Select(look => look.Source)).Select(source => new Witness(plan, source, answered.FindAll(look => look.Source == source))).ToList();
        if (witnesses.Count == 0)
            return new RecheckStanding(RecheckStates.Impossible, "no camera or sensor of ours reports in this case");
        if (witnesses.Exists(witness => witness.StillThere))
            return Propose(RecheckProposals.Returned, witnesses);
        var late = now >= plan.Until;
        if (witnesses.Exists(witness => witness.AllWell) && witnesses.TrueForAll(witness => witness.AllWell || (late ? !witness.Disagrees : witness.GaveUp)))
            return Propose(RecheckProposals.Verified, witnesses);
        if (late)
            return new RecheckStanding(RecheckStates.Impossible, Join(witnesses)) { Posterior = Posterior(witnesses), After = Clearest(witnesses) };
        return new RecheckStanding(RecheckStates.Looking, answered.Count == 0 ? "" : Join(witnesses)) { NextAt = Next(plan, answered, now), After = Clearest(witnesses) };
    }

    private static RecheckStanding Propose(string proposal, List<Witness> witnesses) => new(RecheckStates.Proposed, Join(witnesses))
    {
        Proposal = proposal,
        Posterior = Posterior(witnesses),
        After = witnesses.SelectMany(witness => witness.Of(proposal == RecheckProposals.Returned ? RecheckAnswers.Seen : RecheckAnswers.NotSeen))
            .Where(look => look.Evidence is not null).OrderByDescending(look => Math.Abs(Math.Log(look.LikelihoodRatio))).ThenByDescending(look => look.AskedAt).FirstOrDefault() ?? Clearest(witnesses),
    };

    /// <summary>The latest picture, that of a look that could tell before one that could not.</summary>
    private static RecheckLook? Clearest(List<Witness> witnesses) =>
        witnesses.SelectMany(witness => witness.Looks).Where(look => look.Evidence is not null).OrderByDescending(look => look.Tells).ThenByDescending(look => look.AskedAt).FirstOrDefault();

    private static string Join(List<Witness> witnesses) => string.Join("; ", witnesses.Select(witness => witness.Words));

    /// <summary>From even odds, each witness counting once, as docs/corroboration.md has it.</summary>
    private static double? Posterior(List<Witness> witnesses) => witnesses.Exists(witness => witness.Counted.Count > 0)
        ? CaseOdds.ToShare(Math.Clamp(witnesses.Aggregate(1.0, (odds, witness) => odds * witness.Ratio), 1 / CaseOdds.LargestOdds, CaseOdds.LargestOdds))
        : null;

    private static DateTimeOffset Next(RecheckPlan plan, List<RecheckLook> answered, DateTimeOffset now)
    {
        var rounds = answered.GroupBy(look => look.AskedAt).OrderByDescending(round => round.Key).TakeWhile(round => round.All(look => !look.Tells)).Count();
        var longest = (plan.Until - plan.From) / FewestTries;
        var wait = plan.Every * Math.Pow(2, Math.Min(rounds, 16));
        wait = wait > longest && longest > plan.Every ? longest : wait;
        return now + wait < plan.Until ? now + wait : plan.Until;
    }

    /// <summary>One camera or sensor with what it answered.</summary>
    private sealed class Witness
    {
        private readonly CandidateSource _source;
        private readonly int _agreeing;
        private readonly int _enough;

        public Witness(RecheckPlan plan, CandidateSource source, List<RecheckLook> looks)
        {
            // A sensor's rule has waited for its reading to hold already, and asking again brings the same reading: one answer is enough.
            (_source, Looks, _agreeing, _enough) = (source, looks, source.IsSensor ? 1 : plan.Agreeing, plan.Looks);
            Counted = [.. looks.Where(look => look.Tells).TakeLast(source.IsSensor ? 1 : plan.Looks)];
        }

        public List<RecheckLook> Looks { get; }

        /// <summary>The latest looks that could tell.</summary>
        public List<RecheckLook> Counted { get; }

        public bool StillThere => Looks.Exists(look => look.IsReport) || Count(RecheckAnswers.Seen) >= _agreeing;

        public bool AllWell => !StillThere && Count(RecheckAnswers.NotSeen) >= _agreeing;

        /// <summary>Some of its looks show it.</summary>
        public bool Disagrees => Count(RecheckAnswers.Seen) > 0;

        /// <summary>Asked often enough without an answer that tells: whoever can tell need not wait for it.</summary>
        public bool GaveUp => Counted.Count == 0 && Looks.Count >= _enough;

        /// <summary>Looks of one camera at one scene err alike: all count as one, by the geometric mean of their ratios.</summary>
        public double Ratio => Counted.Count == 0
            ? 1
            : Math.Clamp(Math.Exp(Counted.Average(look => Math.Log(look.LikelihoodRatio))), 1 / CaseOdds.LargestRatio, CaseOdds.LargestRatio);

        public string Words
        {
            get
            {
                if (Looks.Count == 0)
                    return $"{_source.Device}: not asked yet";
                if (Looks.FindLast(look => look.IsReport) is { } report)
                    return $"{_source.Device}: {report.Found}";
                if (Counted.Count == 0)
                    return $"{_source.Device}: could not tell in {Looks.Count} looks; {Looks[^1].Found}";
                var (seen, notSeen) = (Count(RecheckAnswers.Seen), Count(RecheckAnswers.NotSeen));
                var said = seen >= notSeen ? RecheckAnswers.Seen : RecheckAnswers.NotSeen;
                var latest = Counted.FindLast(look => look.Answer == said)!;
                var count = Math.Max(seen, notSeen);
                return string.Create(
                    CultureInfo.InvariantCulture, $"{_source.Device}: {(said == RecheckAnswers.Seen ? "seen" : "not seen")} in {count} of {Counted.Count} {(_source.IsSensor ? "readings" : "looks")} ({latest.Found})");
            }
        }

        public IEnumerable<RecheckLook> Of(string answer) => Counted.Where(look => look.Answer == answer);

        private int Count(string answer) => Of(answer).Count();
    }
}
