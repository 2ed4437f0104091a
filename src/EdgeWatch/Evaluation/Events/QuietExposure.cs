namespace EdgeWatch.Evaluation.Events;

/// <summary>How often nothing is taken for something: the clips whose truth names no problem, the time they were looked at, and the false candidates in it.</summary>
/// <param name="Clips">Clips without a problem.</param>
/// <param name="Footage">Their lengths together: pictures that differ.</param>
/// <param name="Played">Time looked at; longer than the footage where clips came round again.</param>
/// <param name="FalseOnce">False candidates while each clip was shown for the first time.</param>
/// <param name="False">False candidates in all of the time.</param>
internal sealed record QuietExposure(int Clips, TimeSpan Footage, TimeSpan Played, int FalseOnce, int False)
{
    /// <summary>Rate that is asked for; without a single false candidate it takes 3 / 0.5 = 6 days of different footage to show it.</summary>
    private const double Target = 0.5;

    public static QuietExposure Of(IReadOnlyList<PlayedClip> clips)
    {
        var quiet = clips.Where(clip => clip.Judgement.Truth.Expected.Count == 0).ToArray();
        return new QuietExposure(
            quiet.Length,
            Sum(quiet, clip => Shorter(clip.Play.Length, clip.Play.Played)),
            Sum(quiet, clip => clip.Play.Played),
            quiet.Sum(clip => clip.FalseInFirstRound),
            quiet.Sum(clip => clip.Judgement.False.Count()));
    }

    public bool IsRepeated => Played > Footage * 1.05;

    /// <summary>False candidates per camera and day over all that was played; not a number where nothing was.</summary>
    public double PerCameraDay => False / Played.TotalDays;

    /// <summary>The one-sided 95 % bound that the different footage alone supports.</summary>
    public double UpperPerCameraDay => PoissonBound.Upper(FalseOnce) / Footage.TotalDays;

    /// <summary>The arithmetic, in sentences.</summary>
    public IEnumerable<string> Lines()
    {
        if (Clips == 0)
        {
            yield return "No clip's truth says that nothing happens, so nothing can be said of false candidates per camera-day.";
            yield break;
        }

        yield return FormattableString.Invariant(
            $"{False} false in {Played.TotalMinutes:F1} min of {Clips} clips on which nothing happens = {False} / {Played.TotalDays:F4} camera-days = {PerCameraDay:0.##} per camera-day.");
        if (IsRepeated)
        {
            yield return FormattableString.Invariant(
                $"The clips came round and round: only {Footage.TotalMinutes:F1} min of that are different pictures. The rounds try what repetition does to trackers, windows and references; they show no new street.");
        }

        yield return FormattableString.Invariant(
            $"What the different footage supports: {FalseOnce} false in {Footage.TotalMinutes:F1} min; a rate of up to {PoissonBound.Upper(FalseOnce):F2} / {Footage.TotalDays:F4} = {UpperPerCameraDay:F0} per camera-day cannot be excluded (95 %, Poisson). Showing {Target} or less takes {PoissonBound.Upper(0) / Target:F0} camera-days without one.");
    }

    private static TimeSpan Sum(IEnumerable<PlayedClip> clips, Func<PlayedClip, TimeSpan> part) => clips.Aggregate(TimeSpan.Zero, (sum, clip) => sum + part(clip));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
