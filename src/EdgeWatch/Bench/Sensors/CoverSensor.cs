using EdgeWatch.Bench.Dedup.City;

namespace EdgeWatch.Bench.Sensors;

/// <summary>
/// A manhole cover: says twice a day that it lives, at once when it tilts and when it lies again. About once a week a heavy vehicle rocks it for a second; about once a year
/// somebody lifts it, for minutes to hours, and it reports every ten minutes meanwhile.
/// </summary>
internal sealed class CoverSensor(int seed) : ISyntheticSensor
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(12);
    private static readonly TimeSpan BetweenVehicles = TimeSpan.FromDays(7);
    private static readonly TimeSpan BetweenLiftings = TimeSpan.FromDays(365);
    private static readonly TimeSpan WhileLifted = TimeSpan.FromMinutes(10);

    private readonly Dice _dice = new(seed);
    private Battery? _battery;
    private Outages? _outages;
    private DateTimeOffset _heartbeat;
    private DateTimeOffset _vehicle;
    private DateTimeOffset _lifting;
    private DateTimeOffset _liftedUntil;
    private DateTimeOffset? _back;
    private DateTimeOffset _last;

    public string Quantity => "tilt";

    public Report Next()
    {
        if (_battery is null)
            Begin();
        if (_back is { } back)
        {
            _back = null;
            return At(back, Rest());
        }

        if (_lifting <= _heartbeat && _lifting <= _vehicle)
            return Lift();
        if (_vehicle <= _heartbeat)
        {
            var at = _vehicle;
            _vehicle += _dice.Exponential(BetweenVehicles);
            _back = at + _dice.Between(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(1.5));
            return At(at, _dice.Between(8, 40));
        }

        var beat = _outages!.Delay(_heartbeat);
        _heartbeat = beat + Interval;
        return At(beat, Rest()) with { Battery = _battery!.At(beat) };
    }

    private void Begin()
    {
        (_battery, _outages) = (new Battery(_dice), new Outages(_dice));
        _heartbeat = SyntheticPlan.Begin + _dice.Between(TimeSpan.Zero, Interval);
        _vehicle = SyntheticPlan.Begin + _dice.Exponential(BetweenVehicles);
        _lifting = SyntheticPlan.Begin + _dice.Exponential(BetweenLiftings);
        _last = SyntheticPlan.Begin;
    }

    private Report Lift()
    {
        var at = _lifting;
        if (_liftedUntil < at)
            _liftedUntil = at + _dice.LogNormal(TimeSpan.FromHours(1), 1.2);
        if (at + WhileLifted < _liftedUntil)
        {
            _lifting = at + WhileLifted;
            return At(at, _dice.Between(18, 75));
        }

        _lifting = at + _dice.Exponential(BetweenLiftings);
        _back = _liftedUntil;
        return At(at, _dice.Between(14, 75));
    }

    private double Rest() => Math.Round(Math.Abs(_dice.Normal()) * 1.5, 1);

    /// <summary>Two happenings that fall together are told one after the other.</summary>
    private Report At(DateTimeOffset at, double tilt)
    {
        _last = at > _last ? at : _last + TimeSpan.FromMilliseconds(100);
        return new Report(_last, Math.Round(tilt, 1), null);
    }
}
