using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>Why looks could not tell, counted by reason.</summary>
internal sealed class BlindTally
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>"; blind: 4 covered by car, 1 too dark", or nothing.</summary>
    public string Words => _counts.Count == 0
        ? ""
        : $"; blind: {string.Join(", ", _counts.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} {pair.Key}"))}";

    public static string Word(Visibility visibility) => visibility switch
    {
        Visibility.TooDark => "too dark",
        Visibility.WashedOut => "washed out",
        Visibility.Blurred => "blurred",
        Visibility.Frozen => "frozen",
        Visibility.Moved => "another view",
        _ => "unsteady",
    };

    public void Add(string why) => _counts[why] = _counts.GetValueOrDefault(why) + 1;

    public void Clear() => _counts.Clear();
}
