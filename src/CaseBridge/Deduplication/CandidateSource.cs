using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>The CloudEvents source of a candidate: <c>/agents/{agent}/cameras/{camera}</c> or <c>/agents/{agent}/sensors/{sensor}</c>.</summary>
internal static class CandidateSource
{
    public static bool TryParse(string source, out string agent, out string camera)
    {
        agent = camera = "";
        if (source.Split('/') is not ["", "agents", var first, "cameras" or "sensors", var second] || !Identifiers.IsValid(first) || !Identifiers.IsValid(second))
            return false;
        (agent, camera) = (first, second);
        return true;
    }
}
