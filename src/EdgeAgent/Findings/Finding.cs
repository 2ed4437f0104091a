using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Findings;

/// <summary>Steps in the life of a finding. The first two stay inside the agent.</summary>
internal enum FindingStep
{
    /// <summary>A rule suspects it: the clearest look is worth keeping.</summary>
    Suspected,

    /// <summary>The suspicion came to nothing.</summary>
    Dismissed,

    /// <summary>A problem is there.</summary>
    Opened,

    /// <summary>It is still there: a clearer look, or much time passed.</summary>
    Updated,

    /// <summary>It has gone.</summary>
    Cleared,
}

/// <summary>One step in the life of one finding, with the look that it was taken at.</summary>
/// <param name="Step">Which step.</param>
/// <param name="State">The finding as it stands with this step.</param>
/// <param name="Zone">Where; null where the zone was taken out of the settings.</param>
/// <param name="Ruling">Why.</param>
/// <param name="Scene">The look.</param>
internal sealed record Finding(FindingStep Step, OpenFinding State, Zone? Zone, Ruling Ruling, Scene Scene);
