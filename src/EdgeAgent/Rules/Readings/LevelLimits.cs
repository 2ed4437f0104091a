namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>From where to where a value is an alarm, and for how long it must be.</summary>
internal sealed record LevelLimits
{
    /// <summary>Whether values at or above the limit are an alarm; else those at or below it.</summary>
    public required bool Above { get; init; }

    /// <summary>The alarm begins here, inclusive.</summary>
    public required double Limit { get; init; }

    /// <summary>The alarm is over beyond this value, exclusive: hysteresis, so that a value at the limit does not open and clear in turn.</summary>
    public required double Clear { get; init; }

    /// <summary>The value when all is well; with the limit it gives the scale of the score.</summary>
    public required double Normal { get; init; }

    /// <summary>How long the alarm must last to open a finding.</summary>
    public required TimeSpan For { get; init; }

    /// <summary>How long all must be well again to clear it.</summary>
    public required TimeSpan ClearAfter { get; init; }

    /// <summary>For so long a value stands for the time after it, until the next one; what is longer is a gap.</summary>
    public required TimeSpan Stands { get; init; }

    /// <summary>Fewest readings that must show the alarm.</summary>
    public int Readings { get; init; } = 1;

    public bool IsAlarm(double value) => Above ? value >= Limit : value <= Limit;

    public bool IsClear(double value) => Above ? value < Clear : value > Clear;

    /// <summary>The worse of two values.</summary>
    public double Worse(double one, double other) => Above ? Math.Max(one, other) : Math.Min(one, other);

    /// <summary>How far a value went: 0 normal, 0.5 the limit, 1 twice as far from normal as the limit.</summary>
    public float ScoreOf(double value) => Limit.Equals(Normal) ? (IsAlarm(value) ? 1 : 0) : (float)Math.Clamp(0.5 * (value - Normal) / (Limit - Normal), 0, 1);
}
