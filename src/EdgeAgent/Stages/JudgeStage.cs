using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Rules;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>The rules: each problem once, with its reason. A rule that fails costs its own ruling, not those of the other rules.</summary>
internal sealed class JudgeStage(FindingBook book, SuspectCadence cadence, KnownPlaces places, PipelineReport report) : IStage<Scene, IReadOnlyList<Finding>>
{
    private readonly RuleSet _rules = new((key, error) => report.Failed($"rule-{key.Rule}", error));
    private readonly HashSet<FindingKey> _unsettled = [];

    public string Name => "judge";

    public ValueTask<IReadOnlyList<Finding>?> RunAsync(Scene item, CancellationToken abort)
    {
        var steps = new List<Finding>();
        if (_rules.Refresh(item.Settings))
            ClearRemoved(item, steps);
        foreach (var active in _rules.Active)
        {
            try
            {
                var ruling = active.Rule.Judge(item, book.Find(active.Key));
                Note(active.Key, ruling.Condition);
                if (book.Step(active.Key, ruling, item.Moment.At) is { } change)
                    steps.Add(new Finding(change.Step, change.State, active.Zone, change.Ruling, item));
            }
            catch (Exception error)
            {
                report.Failed($"rule-{active.Key.Rule}", error);
            }
        }

        places.Take(_rules.Active);
        cadence.Apply(item.Settings, _unsettled.Count > 0, item.Moment.At);
        return ValueTask.FromResult<IReadOnlyList<Finding>?>(steps.Count == 0 ? null : steps);
    }

    /// <summary>Unsettled rules are worth looking more often; a look that could not tell leaves that as it was.</summary>
    private void Note(FindingKey key, Condition condition)
    {
        if (condition is Condition.Suspected or Condition.Fading)
            _unsettled.Add(key);
        else if (condition != Condition.Unchanged)
            _unsettled.Remove(key);
    }

    private void ClearRemoved(Scene scene, List<Finding> steps)
    {
        _unsettled.RemoveWhere(key => !_rules.Contains(key));
        foreach (var key in book.Open.Concat(book.Suspected).Where(key => !_rules.Contains(key)).ToArray())
        {
            if (book.Remove(key, scene.Moment.At) is { } change)
                steps.Add(new Finding(change.Step, change.State, null, change.Ruling, scene));
        }
    }
}
