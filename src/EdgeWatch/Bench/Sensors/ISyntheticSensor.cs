using EdgeWatch.Bench.Dedup.City;

namespace EdgeWatch.Bench.Sensors;

/// <summary>One report of a sensor.</summary>
/// <param name="At">When it measured.</param>
/// <param name="Value">What; NaN where it could not.</param>
/// <param name="Battery">Charge in %; null where the report has none.</param>
internal readonly record struct Report(DateTimeOffset At, double Value, int? Battery);

/// <summary>A sensor that behaves like one. Each report is later than the one before; there is always another.</summary>
internal interface ISyntheticSensor
{
    /// <summary>What it measures, as the wire names it.</summary>
    string Quantity { get; }

    Report Next();
}

/// <summary>A battery that drains, and sags on some days.</summary>
internal sealed class Battery(Dice dice)
{
    private readonly double _full = dice.Between(18, 100);
    private readonly double _perDay = dice.Between(0.01, 0.12);

    public int At(DateTimeOffset at) =>
        (int)Math.Clamp(_full - (_perDay * (at - SyntheticPlan.Begin).TotalDays) - (dice.Happens(0.01) ? dice.Between(0, 15) : 0), 1, 100);
}

/// <summary>Times in which a sensor says nothing at all: about once a year, for days.</summary>
internal sealed class Outages(Dice dice)
{
    private static readonly TimeSpan Between = TimeSpan.FromDays(365);
    private static readonly TimeSpan Length = TimeSpan.FromDays(3);
    private DateTimeOffset _from = SyntheticPlan.Begin + dice.Exponential(Between);
    private DateTimeOffset _to = SyntheticPlan.Begin;

    /// <summary>When a report that is due is sent in truth: at its time, or at the end of the outage.</summary>
    public DateTimeOffset Delay(DateTimeOffset at)
    {
        if (at >= _from)
        {
            (_to, _from) = (_from + dice.Exponential(Length), _from + Length + dice.Exponential(Between));
        }

        return at < _to ? _to : at;
    }
}
