using EdgeWatch.Bench.Dedup.City;

namespace EdgeWatch.Bench.Sensors;

/// <summary>
/// A bin with an ultrasonic sensor, every six hours: fills, is emptied every other morning, or sometimes forgotten. Now and then it cannot measure; about once in three years
/// the sensor sticks for days.
/// </summary>
internal sealed class BinSensor(int seed) : ISyntheticSensor
{
    public const double Height = 1.3;
    public const double Full = 1.0;
    public static readonly TimeSpan Interval = TimeSpan.FromHours(6);
    private static readonly TimeSpan Round = TimeSpan.FromDays(2);
    private static readonly TimeSpan BetweenStickings = TimeSpan.FromDays(1000);
    private static readonly TimeSpan Sticks = TimeSpan.FromDays(4);

    private readonly Dice _dice = new(seed);
    private Battery? _battery;
    private Outages? _outages;
    private DateTimeOffset _at;
    private DateTimeOffset _emptied;
    private DateTimeOffset _sticks;
    private DateTimeOffset _stuckUntil;
    private double _stuckAt;
    private double _perDay;
    private double _level;

    public string Quantity => "distance";

    public Report Next()
    {
        if (_battery is null)
            Begin();
        var at = _outages!.Delay(_at);
        _level = Math.Min(_level + (_perDay * _dice.Between(0.5, 1.5) * (at - _at + Interval).TotalDays), 1.15);
        _at = at + Interval;
        if (at - _emptied >= Round)
        {
            _emptied = at;
            _level = _dice.Happens(0.92) ? 0 : _level;
        }

        return new Report(at, ValueAt(at), _battery!.At(at));
    }

    private void Begin()
    {
        (_battery, _outages) = (new Battery(_dice), new Outages(_dice));
        _at = SyntheticPlan.Begin + _dice.Between(TimeSpan.Zero, Interval);
        _emptied = SyntheticPlan.Begin - _dice.Between(TimeSpan.Zero, Round);
        _sticks = SyntheticPlan.Begin + _dice.Exponential(BetweenStickings);
        _perDay = _dice.Between(0.1, 0.38);
    }

    private double ValueAt(DateTimeOffset at)
    {
        if (_dice.Happens(0.002))
            return double.NaN;
        var distance = Math.Round(Height - (_level * Full) + (0.01 * _dice.Normal()), 3);
        if (at < _sticks)
            return distance;
        if (_stuckUntil < _sticks)
            (_stuckUntil, _stuckAt) = (_sticks + (Sticks * _dice.Between(0.5, 2)), distance);
        if (at >= _stuckUntil)
            _sticks = at + _dice.Exponential(BetweenStickings);
        return _stuckAt;
    }
}
