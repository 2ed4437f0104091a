using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>How a distance sensor is mounted over what it measures.</summary>
/// <param name="Height">From the sensor to the empty floor, m.</param>
/// <param name="Full">Depth of the content when it is full, m.</param>
internal sealed record Mounting(double Height, double Full)
{
    /// <summary>A surface this much nearer or farther than can be is the sensor's own error; beyond, the reading is not to be used.</summary>
    private const double Slack = 0.1;

    /// <summary>Height of the surface over the floor, m; below an empty floor there is nothing.</summary>
    public SensorReading LevelOf(in SensorReading distance) => Made(distance, Quantity.Level, Math.Max(Height - distance.Value, 0));

    /// <summary>How full it is, 0..100 %.</summary>
    public SensorReading FillOf(in SensorReading distance) => Made(distance, Quantity.FillLevel, Math.Clamp(100 * (Height - distance.Value) / Full, 0, 100));

    private SensorReading Made(in SensorReading distance, Quantity quantity, double value)
    {
        var impossible = double.IsNaN(distance.Value) || distance.Value < 0 || distance.Value > Height * (1 + Slack);
        return impossible ? new SensorReading(quantity, double.NaN, ReadingQuality.Bad, distance.At) : new SensorReading(quantity, value, distance.Quality, distance.At);
    }
}
