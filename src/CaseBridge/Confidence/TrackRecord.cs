using System.Text.Json.Serialization;

namespace EdgeWatch.CaseBridge.Confidence;

/// <summary>What people said so far of the findings that one kind of reporter made by one name.</summary>
/// <param name="Problem">The name by which it was reported.</param>
/// <param name="Reporter"><c>camera</c> or <c>sensor</c>.</param>
/// <param name="Confirmed">Findings that were confirmed.</param>
/// <param name="Rejected">Findings that were rejected, or corrected into another problem.</param>
/// <param name="ShareSum">Sum of what their rules gave as odds, each as a share 0..1.</param>
internal sealed record TrackRecord(string Problem, string Reporter, long Confirmed, long Rejected, double ShareSum)
{
    /// <summary>Mean of the Beta distribution that a uniform prior, Beta(1, 1), becomes by these verdicts: Laplace's rule of succession. 0.5 where there is none.</summary>
    [JsonIgnore]
    public double Prior => (Confirmed + 1.0) / (Confirmed + Rejected + 2);

    /// <summary>The share that these findings gave themselves on average, the two of the uniform prior counted at even odds.</summary>
    [JsonIgnore]
    public double UsualShare => (ShareSum + 1) / (Confirmed + Rejected + 2);

    [JsonIgnore]
    public long Judged => Confirmed + Rejected;
}
