using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;

namespace EdgeWatch.CaseBridge.Life;

/// <summary>
/// Gives a case its limit when it is filed, by the condition that a person names or the gravest, and counts when it is due whenever its clock stops or goes on. Condition, limit and
/// profile stay with the case: a later profile moves no deadline that was set before.
/// </summary>
internal sealed class Deadlines(FiledProfiles profiles) : IStateHook
{
    public Objection? Objects(StoreTransaction transaction, StateChange change)
    {
        if (!IsFiled(change) || change.Filing is not { } named)
            return null;
        if (profiles.Current is not { } city)
            return new Objection(VerdictResult.Invalid, $"filing '{named}' cannot be told: no city profile is configured (bridge.city). Leave it out.");
        var conditions = city.Filing(change.After.Problem, transaction.ComponentOf(change.CaseId));
        return Choose(conditions, named) is not null ? null : new Objection(VerdictResult.Invalid, conditions.Count == 0
            ? $"filing '{named}' cannot be told: the city profile has no condition for {change.After.Problem}. Leave it out."
            : $"filing '{named}' is none of the conditions of {change.After.Problem}: write {string.Join(" or ", conditions.Select((condition, index) => $"{index} ({condition.When})"))}, or leave it out for the first.");
    }

    public void Changed(StoreTransaction transaction, StateChange change)
    {
        if (change.Enters(CaseStates.Pending))
            transaction.ForgetDeadline(change.CaseId);
        else if (IsFiled(change))
            File(transaction, change.CaseId, change.After.Problem, change.Filing, change.RecordedAt);
        else if (change.Before.State != change.After.State)
            transaction.CountDeadline(change.CaseId, profiles);
    }

    /// <summary>Puts what was filed before there was a profile under the one in force; counts anew what had to do without the holidays of a year.</summary>
    /// <returns>Cases that were changed, at most <paramref name="most"/>; call it again while there are so many.</returns>
    public int Adopt(StoreTransaction transaction, DateTimeOffset now, int most)
    {
        if (profiles.Current is null)
            return 0;
        var without = transaction.CasesWithoutProfile(most);
        foreach (var found in without)
            File(transaction, found.Id, found.Problem, null, now);
        var provisional = transaction.ProvisionalCases(profiles.Key, most);
        if (provisional.Count > 0)
            transaction.Keep(profiles, now);
        foreach (var id in provisional)
            transaction.CountDeadlineBy(id, profiles);
        transaction.QueueFacts(now, without.Select(found => found.Id).Concat(provisional));
        return Math.Max(without.Count, provisional.Count);
    }

    private static bool IsFiled(StateChange change) => change.Before.State == CaseStates.Pending && change.After.State == CaseStates.Filed;

    private void File(StoreTransaction transaction, string caseId, string problem, string? named, DateTimeOffset now)
    {
        if (profiles.Current is not { } city)
            return;
        transaction.Keep(profiles, now);
        transaction.FileUnder(caseId, profiles.Key, Choose(city.Filing(problem, transaction.ComponentOf(caseId)), named));
        transaction.CountDeadline(caseId, profiles);
    }

    /// <summary>By its words, or by its place among them.</summary>
    private static FilingCondition? Choose(IReadOnlyList<FilingCondition> conditions, string? named)
    {
        if (named is null)
            return conditions.Count > 0 ? conditions[0] : null;
        return conditions.FirstOrDefault(condition => condition.When == named)
            ?? (int.TryParse(named, out var index) && index >= 0 && index < conditions.Count ? conditions[index] : null);
    }
}
