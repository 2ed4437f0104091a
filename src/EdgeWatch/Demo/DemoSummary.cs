using System.Text.Json;

namespace EdgeWatch.Demo;

/// <summary>What a demo run came to, as the one line of JSON that it ends with.</summary>
/// <param name="Cases">Cases in the store.</param>
/// <param name="Candidates">Findings that opened.</param>
/// <param name="Duplicates">Findings that joined a case instead of making one.</param>
/// <param name="Looks">Looks made.</param>
/// <param name="LatencyP95Ms">95th percentile of the time from a decoded look to its candidate on disk, in milliseconds; null without candidates.</param>
internal sealed record DemoSummary(int Cases, int Candidates, int Duplicates, long Looks, double? LatencyP95Ms)
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web);

    public string ToJson() => JsonSerializer.Serialize(this, Layout);
}
