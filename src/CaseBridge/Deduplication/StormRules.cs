using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>A storm that goes on.</summary>
/// <param name="Id">Which.</param>
/// <param name="From">When the first of its conditions began.</param>
/// <param name="Until">When the latest did.</param>
internal sealed record OpenStorm(string Id, DateTimeOffset From, DateTimeOffset Until);

/// <summary>A case that waits for a person and is of no storm.</summary>
/// <param name="Id">Id of the case.</param>
/// <param name="Source">Who reported it first.</param>
/// <param name="Since">When its condition began.</param>
internal sealed record LooseCase(string Id, string Source, DateTimeOffset Since);

/// <summary>Cases that belong to one storm.</summary>
/// <param name="Members">Ids of the cases to add to it.</param>
/// <param name="From">When the first of all its conditions began.</param>
/// <param name="Until">When the latest did.</param>
internal sealed record StormMembers(IReadOnlyList<string> Members, DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// When so many sources begin to report the same problem within minutes that it is more likely the rain, the snow or the power than so many problems. Pure. It counts by the time
/// at which conditions began, not at which they were told: an uplink that comes back tells everything at once.
/// </summary>
internal static class StormRules
{
    /// <summary>Conditions of one storm begin within this time of one another.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>After this a person should look anew at what is called a storm.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>Fewer sources are reviewed as quickly one by one.</summary>
    public const int FewestSources = 20;

    /// <summary>Far above the usual: a market day or the morning's full bins are not.</summary>
    public const double TimesTheUsual = 5;

    /// <summary>Whether cases of a problem may be grouped. An open cover costs lives: nobody shall decide on it among a hundred others.</summary>
    public static bool MayGroup(string problem) => !ProblemCatalogue.AreKin(problem, Problems.ManholeOpen);

    /// <summary>Those that belong to a storm that goes on: begun within the window of its beginning or end, one after the other.</summary>
    public static StormMembers? Join(OpenStorm storm, IEnumerable<LooseCase> loose)
    {
        var (from, until) = (storm.From, storm.Until);
        var members = new List<string>();
        foreach (var one in loose.OrderBy(one => one.Since).Where(one => one.Since >= storm.From - Window && one.Since <= storm.From + Longest))
        {
            if (one.Since > until + Window)
                break;
            members.Add(one.Id);
            (from, until) = (from < one.Since ? from : one.Since, until > one.Since ? until : one.Since);
        }

        return members.Count == 0 ? null : new StormMembers(members, from, until);
    }

    /// <summary>A new storm: the window in which most sources begin, where they are many and far above the usual.</summary>
    /// <param name="loose">Cases of one problem.</param>
    /// <param name="usual">Cases of the problem that a window about a moment usually has; asked only where there are many sources.</param>
    public static (StormMembers Members, double Usual)? Find(IEnumerable<LooseCase> loose, Func<DateTimeOffset, double> usual)
    {
        var ordered = loose.OrderBy(one => one.Since).ToList();
        var (from, count, sources) = Busiest(ordered);
        if (sources < FewestSources)
            return null;
        var best = ordered.GetRange(from, count);
        var expected = usual(best[0].Since);
        return best.Count < TimesTheUsual * expected ? null : (new StormMembers([.. best.Select(one => one.Id)], best[0].Since, best[^1].Since), expected);
    }

    /// <summary>The first of the windows in which most sources begin. Each case comes into the window once and leaves it once.</summary>
    private static (int From, int Count, int Sources) Busiest(List<LooseCase> ordered)
    {
        var (best, end, within) = ((From: 0, Count: 0, Sources: 0), 0, new Dictionary<string, int>(StringComparer.Ordinal));
        for (var from = 0; from < ordered.Count; from++)
        {
            for (; end < ordered.Count && ordered[end].Since <= ordered[from].Since + Window; end++)
                within[ordered[end].Source] = within.GetValueOrDefault(ordered[end].Source) + 1;
            if (within.Count > best.Sources)
                best = (from, end - from, within.Count);
            if (--within[ordered[from].Source] == 0)
                within.Remove(ordered[from].Source);
        }

        return best;
    }
}
