using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Filing.City;

/// <summary>Which changes lead a case to the status that its platform names. The platform is the master of what happens there, and a message in between may have been lost or never sent. Pure.</summary>
internal static class CitySteps
{
    /// <summary>The changes in their order; the last one is the one that was named, and may be refused by the case's life.</summary>
    /// <param name="change">The change that was named, one of <see cref="ChangeKinds"/>.</param>
    /// <param name="standing">Where the case stands.</param>
    public static IReadOnlyList<string> To(string change, CaseStanding standing)
    {
        var steps = new List<string>();
        var state = standing.State;
        if (state == CaseStates.Suspended && change is not (ChangeKinds.Suspend or ChangeKinds.Resume or ChangeKinds.Note))
        {
            steps.Add(ChangeKinds.Resume);
            state = standing.ResumeTo ?? CaseStates.Filed;
        }

        // Who checks or closes a case says by that that it was handled.
        if (change is ChangeKinds.Verify or ChangeKinds.Close && CaseLife.MovesFrom(state).Contains(ChangeKinds.Handle))
            steps.Add(ChangeKinds.Handle);
        return [.. steps, change];
    }
}
