using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>
/// A value that changes too fast: water that rises. The rate is the change per hour since the oldest reading within the span, of at most the last
/// <see cref="MostReadings"/>; over less than a quarter of the span it says nothing. Readings that come late do not change it.
/// </summary>
internal sealed class RateRule : IReadingRule
{
    /// <summary>Readings that a rate is taken over.</summary>
    internal const int MostReadings = 32;

    private static readonly LevelDefaults Defaults = new() { Normal = 0, ClearAfter = TimeSpan.FromMinutes(1) };
    private readonly Quantity _quantity;
    private readonly long _over;
    private readonly LevelRule _level;
    private readonly Queue<(long At, double Value)> _readings = new();
    private long _newestAt;

    private RateRule(Quantity quantity, TimeSpan over, LevelLimits limits)
    {
        (_quantity, _over) = (quantity, over.Ticks);
        _level = new LevelRule("rate", quantity, limits, new ValueWords($"change of {ValueWords.Of(quantity).Name}", $"{ValueWords.UnitOf(quantity)}/h"));
    }

    public Quantity? Quantity => _quantity;

    public static IReadingRule Make(RuleContext context)
    {
        var quantity = context.Quantity ?? throw new ArgumentException("rule rate: give the quantity that is judged");
        return new RateRule(quantity, context.Options.Over ?? context.Interval * 2, context.Limits(Defaults with { Quantity = quantity }));
    }

    public Ruling Judge(ReadingMoment scene, OpenFinding? open)
    {
        if (scene.Kind != MomentKind.Reading || double.IsNaN(scene.Reading.Value))
            return _level.Judge(scene, open);
        return RateAt(scene.Reading) is { } rate ? _level.Judge(scene.Reading.At, rate, scene, open) : Ruling.Unchanged;
    }

    public DateTimeOffset DueAt(OpenFinding? open, TimeSpan deaf) => _level.DueAt(open, deaf);

    public void Save(BinaryWriter writer)
    {
        _level.Save(writer);
        writer.Write(_newestAt);
        writer.Write(_readings.Count);
        foreach (var (at, value) in _readings)
        {
            writer.Write(at);
            writer.Write(value);
        }
    }

    public void Load(BinaryReader reader)
    {
        _level.Load(reader);
        _newestAt = reader.ReadInt64();
        _readings.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
            _readings.Enqueue((reader.ReadInt64(), reader.ReadDouble()));
    }

    /// <summary>Change per hour up to this reading; null where it cannot be told.</summary>
    private double? RateAt(in SensorReading reading)
    {
        var at = reading.At.UtcTicks;
        if (at <= _newestAt)
            return null;
        _newestAt = at;
        _readings.Enqueue((at, reading.Value));
        while (_readings.Count > MostReadings || _readings.Peek().At < at - _over)
            _readings.Dequeue();
        var (from, value) = _readings.Peek();
        return at - from >= _over / 4 && at > from ? (reading.Value - value) / new TimeSpan(at - from).TotalHours : null;
    }
}
