using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>A value beyond a limit, with hysteresis, for long enough. Threshold, tilt, fill and battery are this rule with their own numbers.</summary>
/// <param name="name">Name of the rule.</param>
/// <param name="quantity">What it judges.</param>
/// <param name="limits">From where to where.</param>
/// <param name="words">What the value is called and its unit.</param>
internal sealed class LevelRule(string name, Quantity quantity, LevelLimits limits, ValueWords words) : IReadingRule
{
    private static readonly Ruling Fading = new() { Condition = Condition.Fading };
    private readonly LevelWatch _watch = new(limits);
    private readonly string _asked = words.Asked(limits);

    public Quantity? Quantity => quantity;

    public Ruling Judge(ReadingMoment scene, OpenFinding? open) => scene.Kind switch
    {
        MomentKind.Reading => Judge(scene.Reading.At, scene.Reading.Value, scene, open),
        MomentKind.Passed => JudgePassed(scene, open),
        _ => Ruling.Unchanged,
    };

    public DateTimeOffset DueAt(OpenFinding? open, TimeSpan deaf) => _watch.DueAt(open, deaf);

    public void Save(BinaryWriter writer) => _watch.Save(writer);

    public void Load(BinaryReader reader) => _watch.Load(reader);

    /// <summary>Judges a value that was made of readings.</summary>
    /// <param name="at">Own time of the reading.</param>
    /// <param name="value">The value; NaN where there is none.</param>
    /// <param name="moment">When it came.</param>
    /// <param name="open">The finding that stands open.</param>
    public Ruling Judge(DateTimeOffset at, double value, in ReadingMoment moment, OpenFinding? open) =>
        Rule(_watch.Take(at, value, moment.Now, moment.Deaf, open), at, _watch.Dwell);

    private Ruling JudgePassed(in ReadingMoment moment, OpenFinding? open)
    {
        var condition = _watch.Pass(moment.Now, moment.Deaf, open);
        var at = _watch.DecidedAt(open);
        return Rule(condition, at, _watch.Dwell + (at - new DateTimeOffset(_watch.NewestAt, TimeSpan.Zero)));
    }

    private Ruling Rule(Condition condition, DateTimeOffset at, TimeSpan dwell)
    {
        if (condition == Condition.Unchanged)
            return Ruling.Unchanged;
        if (condition is Condition.Quiet or Condition.Fading)
            return condition == Condition.Quiet ? Ruling.Quiet : Fading;
        var shown = condition == Condition.Gone ? _watch.Newest : _watch.Worst;
        var ruling = new Ruling
        {
            Condition = condition,
            Since = new DateTimeOffset(_watch.Since, TimeSpan.Zero),
            SeenAt = at,
            Score = limits.ScoreOf(shown),
            Threshold = 0.5f,
            Confidence = Ruling.Odds(_watch.For, _watch.Against),
            Judgement = new Judgement
            {
                Rule = name,
                Zone = Quantities.NameOf(quantity),
                LooksFor = _watch.For,
                LooksAgainst = _watch.Against,
                LooksBlind = _watch.Blind,
                Dwell = dwell,
                Gaps = _watch.Gaps,
                Asked = _asked,
                Found = condition == Condition.Gone ? words.Gone(_watch.Newest, limits) : words.Found(_watch.Worst, dwell, limits),
            },
        };
        if (condition == Condition.Gone)
            _watch.End();
        return ruling;
    }
}
