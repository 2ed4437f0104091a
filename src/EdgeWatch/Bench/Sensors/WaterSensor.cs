using EdgeWatch.Bench.Dedup.City;

namespace EdgeWatch.Bench.Sensors;

/// <summary>A water gauge in a low place: every six hours, every hour while it rains and until the water is gone.</summary>
internal sealed class WaterSensor(int seed, Weather weather) : ISyntheticSensor
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(6);
    private static readonly TimeSpan InRain = TimeSpan.FromHours(1);

    private readonly Dice _dice = new(seed);
    private Battery? _battery;
    private Outages? _outages;
    private DateTimeOffset _at;
    private double _exposure;
    private double _level;

    public string Quantity => "level";

    public Report Next()
    {
        if (_battery is null)
            Begin();
        var at = _outages!.Delay(_at);
        var rain = weather.RainAt(at);
        _level = (_level * 0.8) + (rain * _exposure);
        var value = Math.Max(0, Math.Round(_level + (0.01 * _dice.Normal()), 3));
        _at = at + (rain > 0 || _level > 0.1 ? InRain : Interval);
        return new Report(at, value, _battery!.At(at));
    }

    private void Begin()
    {
        (_battery, _outages) = (new Battery(_dice), new Outages(_dice));
        _at = SyntheticPlan.Begin + _dice.Between(TimeSpan.Zero, Interval);
        _exposure = _dice.Between(0.01, 0.12);
    }
}

/// <summary>Rain over the whole city, hour by hour: some sixty rains a year of two to twelve hours.</summary>
internal sealed class Weather
{
    private readonly double[] _hours;

    public Weather(int seed, int days)
    {
        var dice = new Dice(seed);
        _hours = new double[days * 24];
        for (var hour = 0; hour < _hours.Length;)
        {
            hour += (int)dice.Exponential(TimeSpan.FromDays(6)).TotalHours + 1;
            var intensity = dice.Between(0.2, 2.5);
            for (var left = 2 + dice.Below(11); left > 0 && hour < _hours.Length; left--)
                _hours[hour++] = intensity * dice.Between(0.5, 1.5);
        }
    }

    /// <summary>How hard it rains; 0: not.</summary>
    public double RainAt(DateTimeOffset at) => (int)(at - SyntheticPlan.Begin).TotalHours is var hour && hour < _hours.Length ? _hours[hour] : 0;
}
