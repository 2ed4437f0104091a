using EdgeWatch.EdgeAgent.Findings;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>
/// Judges one condition at one place. An implementer is asked look by look, in order, from one task; it measures spans in observed camera time, never in
/// looks counted or on the wall clock; a look that cannot tell changes nothing but the number of blind looks; it returns its reason with its ruling.
/// </summary>
/// <typeparam name="TScene">What it judges: the scene of a look, a sensor's reading.</typeparam>
internal interface IRule<in TScene>
{
    /// <summary>Judges one look.</summary>
    /// <param name="scene">What there is to see.</param>
    /// <param name="open">The finding that stands open for this rule, also one from before a restart; null where none does.</param>
    Ruling Judge(TScene scene, OpenFinding? open);
}
