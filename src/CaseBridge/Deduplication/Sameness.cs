using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>When two reports of one class are one problem.</summary>
/// <param name="Radius">Metres within which it is the same place, beyond both error radii: how large the thing itself is, as two cameras see two ends of it.</param>
/// <param name="TellsApart">
/// Up to this sum of the two error radii, in metres, distance alone tells such problems apart. Beyond it another one of the class may well lie within; then the two must have
/// begun together too.
/// </param>
/// <param name="BegunTogether">How far apart two sources' beginnings of one problem lie at most where distance does not tell: clocks are off, and one sees it later than the other.</param>
/// <param name="Window">How long after it was last seen a report of it joins; beyond that it came back, and is another one.</param>
/// <param name="MaximumLife">How long after its beginning nothing joins any more.</param>
/// <param name="RecallWithin">How far back a decided or ended case is linked as the earlier one of a recurrence.</param>
/// <param name="QuietAfterRejection">How long a rejected case teaches its cameras that there is no problem at that spot. Short where a mistake of the person costs most.</param>
internal sealed record Sameness(double Radius, double TellsApart, TimeSpan BegunTogether, TimeSpan Window, TimeSpan MaximumLife, TimeSpan RecallWithin, TimeSpan QuietAfterRejection)
{
    private static readonly TimeSpan Recall = TimeSpan.FromDays(30);
    private static readonly TimeSpan Fortnight = TimeSpan.FromDays(14);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>A city's profile may ask for less quiet, and for more only up to here: a cover that is open is told again the next day, whoever said that it is none.</summary>
    public TimeSpan LongestQuiet => QuietAfterRejection < Fortnight ? QuietAfterRejection : TimeSpan.MaxValue;

    /// <summary>
    /// By problem, as chosen on generated days that are not those that are reported (docs/deduplication.md). A window is long enough for what stands before a thing and
    /// goes away, and shorter than the next vehicle takes to come, or the next bag to fill the bin.
    /// </summary>
    private static readonly Dictionary<string, Sameness> Known = new(StringComparer.Ordinal)
    {
        [Problems.RoadOccupied] = new(4, 12, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromDays(7), Recall, Fortnight),
        [Problems.Garbage] = new(1, 20, TimeSpan.FromMinutes(20), TimeSpan.FromHours(3), TimeSpan.FromDays(14), Recall, Fortnight),
        [Problems.BinOverflow] = new(1, 12, TimeSpan.FromMinutes(30), TimeSpan.FromHours(3), TimeSpan.FromDays(7), Recall, Fortnight),
        [Problems.BinFull] = new(1, 12, TimeSpan.FromMinutes(30), TimeSpan.FromHours(3), TimeSpan.FromDays(7), Recall, Fortnight),
        [Problems.ManholeOpen] = new(1, 12, TimeSpan.FromMinutes(30), TimeSpan.FromHours(6), TimeSpan.FromDays(7), Recall, Day),
        [Problems.ManholeAbsent] = new(1, 12, TimeSpan.FromMinutes(30), TimeSpan.FromHours(6), TimeSpan.FromDays(7), Recall, Day),
        [Problems.CoverMoved] = new(1, 12, TimeSpan.FromMinutes(30), TimeSpan.FromHours(6), TimeSpan.FromDays(7), Recall, Day),
    };

    /// <summary>Names of the problems that have figures of their own.</summary>
    public static IReadOnlyCollection<string> KnownProblems => Known.Keys;

    /// <summary>Whether the problem has figures of its own.</summary>
    public static bool Knows(string problem) => Known.ContainsKey(problem);

    /// <param name="problem">Name of the problem.</param>
    /// <param name="radius">Metres for a problem without a rule of its own.</param>
    public static Sameness Of(string problem, double radius) => Known.GetValueOrDefault(problem) ?? new Sameness(radius, 30, TimeSpan.FromMinutes(10), TimeSpan.FromHours(24), TimeSpan.FromDays(30), Recall, Day);
}
