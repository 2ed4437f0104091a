namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>How long after a case was seen to end a report still joins it: as long as what hides a thing may stand before it, where it may be hidden; less where it is gone. Pure.</summary>
internal static class SeenEnd
{
    /// <summary>Two cameras that cease to see a thing within this time see its end: something else would have to come before each of them at once.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(15);

    /// <summary>What one source saw cleared and another then reports would have to hide from the one just when the other first sees it.</summary>
    private const double ForAnother = 1.0 / 3;

    /// <summary>The camera itself may have lost it for a moment before the others did.</summary>
    private const double AfterTwo = 0.25;

    /// <param name="known">A case that matches.</param>
    /// <param name="reason">By what it does.</param>
    /// <param name="sameness">The rule of the problem.</param>
    public static TimeSpan Joins(KnownCase known, DecisionReason reason, Sameness sameness) => sameness.Window * reason switch
    {
        DecisionReason.SamePlace => ForAnother,
        DecisionReason.SameZone or DecisionReason.SameSpot when IsSeenByTwo(known) => AfterTwo,
        _ => 1,
    };

    /// <summary>Whether all have seen it cleared, the last two cameras at once.</summary>
    private static bool IsSeenByTwo(KnownCase known)
    {
        if (known.Reporters.Any(reporter => reporter.ClearedAt is null))
            return false;
        var ends = known.Reporters.Where(reporter => !reporter.Source.IsSensor).GroupBy(reporter => reporter.Source).Select(own => own.Max(reporter => reporter.ClearedAt!.Value)).OrderDescending().Take(2).ToList();
        return ends.Count == 2 && ends[0] - ends[1] <= AtOnce;
    }
}
