using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>The rules of one camera as the settings have them. A rule that did not change keeps its window when others do.</summary>
/// <param name="failed">Told of a rule that cannot be made; the others go on.</param>
internal sealed class RuleSet(Action<FindingKey, Exception> failed)
{
    private readonly Dictionary<FindingKey, ActiveRule> _rules = [];
    private CameraRuntimeSettings? _settings;

    public IReadOnlyCollection<ActiveRule> Active => _rules.Values;

    public bool Contains(FindingKey key) => _rules.ContainsKey(key);

    /// <summary>Takes over the settings of a look; returns whether anything changed.</summary>
    public bool Refresh(CameraRuntimeSettings settings)
    {
        if (ReferenceEquals(settings, _settings))
            return false;
        _settings = settings;
        var before = new Dictionary<FindingKey, ActiveRule>(_rules);
        _rules.Clear();
        foreach (var zone in settings.Zones)
        {
            foreach (var options in zone.Rules)
            {
                var key = new FindingKey(zone.Id, options.Rule, options.Problem);
                var kept = before.GetValueOrDefault(key);
                if (kept is not null && Same(kept.Options, options))
                    _rules[key] = kept with { Zone = zone };
                else
                    TryMake(key, zone, options);
            }
        }

        return true;
    }

    private void TryMake(FindingKey key, Zone zone, RuleOptions options)
    {
        try
        {
            _rules[key] = new ActiveRule(key, zone, options, KnownRules.Make(zone, options));
        }
        catch (Exception error)
        {
            failed(key, error);
        }
    }

    private static bool Same(RuleOptions one, RuleOptions other) =>
        one.Classes.SequenceEqual(other.Classes, StringComparer.Ordinal) && one with { Classes = other.Classes } == other;
}

/// <summary>A rule at work.</summary>
/// <param name="Key">Whose findings it judges.</param>
/// <param name="Zone">Where.</param>
/// <param name="Options">As configured.</param>
/// <param name="Rule">The rule with its window.</param>
internal sealed record ActiveRule(FindingKey Key, Zone Zone, RuleOptions Options, IRule<Scene> Rule);
