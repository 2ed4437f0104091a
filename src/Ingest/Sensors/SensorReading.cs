namespace EdgeWatch.Ingest.Sensors;

/// <summary>What can be said of a reading before any rule looks at it.</summary>
public enum ReadingQuality
{
    /// <summary>As the sensor measured it.</summary>
    Good,

    /// <summary>
    /// Usable with care: the sensor's time could not be right, so that the time of arrival stands for it, or the value was limited to what is possible.
    /// </summary>
    Uncertain,

    /// <summary>The sensor itself says that it could not measure ("Invalid Reading", a sentinel value, out of range), or its value is impossible. The value is NaN; that it came is still news.</summary>
    Bad,
}

/// <summary>One value of one quantity.</summary>
/// <param name="Quantity">What was measured.</param>
/// <param name="Value">In the quantity's unit (<see cref="Quantities.UnitOf"/>); NaN where the quality is bad.</param>
/// <param name="Quality">How good it is.</param>
/// <param name="At">When the sensor measured it (UTC); the time of arrival where the sensor says none.</param>
public readonly record struct SensorReading(Quantity Quantity, double Value, ReadingQuality Quality, DateTimeOffset At)
{
    /// <summary>The reading's unit (UCUM).</summary>
    public string Unit => Quantities.UnitOf(Quantity);
}
