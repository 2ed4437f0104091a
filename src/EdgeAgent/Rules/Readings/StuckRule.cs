using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>
/// A sensor that gives one answer again and again, be it a value or that it cannot measure: a fault of the sensor, which says nothing of the street. Judged on
/// readings alone, in order; another answer clears it at once. Not for what rests by nature, such as the tilt of a cover.
/// </summary>
internal sealed class StuckRule : IReadingRule
{
    private static readonly TimeSpan UsualFor = TimeSpan.FromDays(1);
    private const int UsualReadings = 12;

    private readonly Quantity _quantity;
    private readonly TimeSpan _for;
    private readonly TimeSpan _stands;
    private readonly int _readings;
    private readonly double _tolerance;
    private double _answer;
    private long _since;
    private long _newestAt;
    private long _dwell;
    private long _gaps;
    private int _count;

    private StuckRule(Quantity quantity, RuleContext context)
    {
        (_quantity, _stands) = (quantity, context.SilentAfter);
        (_for, _readings, _tolerance) = (context.Options.For ?? UsualFor, context.Options.Readings ?? UsualReadings, context.Options.Tolerance);
    }

    public Quantity? Quantity => _quantity;

    public static IReadingRule Make(RuleContext context) =>
        new StuckRule(context.Quantity ?? throw new ArgumentException("rule stuck: give the quantity that is judged"), context);

    public Ruling Judge(ReadingMoment scene, OpenFinding? open)
    {
        if (scene.Kind != MomentKind.Reading || scene.Reading.At.UtcTicks <= _newestAt)
            return Ruling.Unchanged;
        var (at, value) = (scene.Reading.At.UtcTicks, scene.Reading.Value);
        if (_newestAt == 0 && open is not null)
            (_answer, _since, _dwell, _count, _newestAt) = (value, open.Since.UtcTicks, open.Dwell.Ticks, _readings, at);
        var same = _count > 0 && IsSame(value);
        var span = at - _newestAt;
        if (!same && open is not null)
        {
            var gone = Rule(Condition.Gone, at, $"{Words(value)} after {Words(_answer)}");
            Begin(at, value);
            return gone;
        }

        if (!same)
        {
            Begin(at, value);
            return Ruling.Quiet;
        }

        _dwell += Math.Min(span, _stands.Ticks);
        _gaps += Math.Max(span - _stands.Ticks, 0);
        (_newestAt, _count) = (at, _count + 1);
        return _dwell >= _for.Ticks && _count >= _readings ? Rule(Condition.Holds, at, $"{Words(_answer)} in {_count} readings for {ValueWords.Span(new(_dwell))}") : Ruling.Quiet;
    }

    public DateTimeOffset DueAt(OpenFinding? open, TimeSpan deaf) => DateTimeOffset.MaxValue;

    public void Save(BinaryWriter writer)
    {
        writer.Write(_answer);
        foreach (var ticks in (ReadOnlySpan<long>)[_since, _newestAt, _dwell, _gaps])
            writer.Write(ticks);
        writer.Write(_count);
    }

    public void Load(BinaryReader reader)
    {
        _answer = reader.ReadDouble();
        (_since, _newestAt, _dwell, _gaps) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        _count = reader.ReadInt32();
    }

    private bool IsSame(double value) => double.IsNaN(value) ? double.IsNaN(_answer) : Math.Abs(value - _answer) <= _tolerance;

    private void Begin(long at, double value) => (_answer, _since, _newestAt, _dwell, _gaps, _count) = (value, at, at, 0, 0, 1);

    private Ruling Rule(Condition condition, long at, string found) => new()
    {
        Condition = condition,
        Since = new DateTimeOffset(_since, TimeSpan.Zero),
        SeenAt = new DateTimeOffset(at, TimeSpan.Zero),
        Score = condition == Condition.Gone ? 0 : (float)Math.Clamp(0.5 * _dwell / Math.Max(_for.Ticks, 1), 0.5, 1),
        Threshold = 0.5f,
        Confidence = Ruling.Odds(_count, 0),
        Judgement = new Judgement
        {
            Rule = "stuck",
            Zone = Quantities.NameOf(_quantity),
            LooksFor = _count,
            LooksAgainst = condition == Condition.Gone ? 1 : 0,
            Dwell = new TimeSpan(_dwell),
            Gaps = new TimeSpan(_gaps),
            Asked = $"one and the same answer in at least {_readings} readings for {ValueWords.Span(_for)}",
            Found = found,
        },
    };

    private string Words(double value)
    {
        var words = ValueWords.Of(_quantity);
        return double.IsNaN(value) ? $"{words.Name} cannot be measured" : $"{words.Name} {words.With(value)}";
    }
}
