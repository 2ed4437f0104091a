using EdgeWatch.EdgeAgent.Rules;

namespace EdgeWatch.EdgeAgent.Findings;

/// <summary>The findings of one camera: one life for each problem, rule and zone.</summary>
/// <param name="restored">Findings that were open when the agent ended.</param>
/// <param name="time">Stamps incident ids (UUIDv7).</param>
internal sealed class FindingBook(IEnumerable<OpenFinding> restored, TimeProvider time)
{
    private readonly Dictionary<FindingKey, FindingLife> _lives = restored.ToDictionary(finding => finding.Key, finding => new FindingLife(finding.Key, finding, time));

    public IEnumerable<FindingKey> Open => _lives.Values.Where(life => life.Open is not null).Select(life => life.Key);

    public IEnumerable<FindingKey> Suspected => _lives.Values.Where(life => life.Suspected is not null).Select(life => life.Key);

    public OpenFinding? Find(FindingKey key) => _lives.GetValueOrDefault(key)?.Open;

    /// <summary>The next step of a finding's life after a look; null where nothing changed.</summary>
    /// <param name="key">Which finding.</param>
    /// <param name="ruling">What its rule says.</param>
    /// <param name="at">Camera time of the look (UTC).</param>
    public FindingChange? Step(FindingKey key, Ruling ruling, DateTimeOffset at)
    {
        if (!_lives.TryGetValue(key, out var life))
            _lives[key] = life = new FindingLife(key, null, time);
        return life.Step(ruling, at);
    }

    /// <summary>Ends a life whose zone or rule was taken out of the settings.</summary>
    public FindingChange? Remove(FindingKey key, DateTimeOffset at) => _lives.Remove(key, out var life) ? life.Remove(at) : null;
}
