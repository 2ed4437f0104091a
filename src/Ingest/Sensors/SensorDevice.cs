namespace EdgeWatch.Ingest.Sensors;

/// <summary>What a decoder needs to know of one sensor.</summary>
/// <param name="Device">The device as the network names it (DevEUI, device id); letter case does not matter.</param>
/// <param name="Make">A name in <see cref="KnownDecoders"/>, or of a described make.</param>
public sealed record SensorDevice(string Device, string Make)
{
    private static readonly double[] LyingFlat = [0, 0, 90];

    /// <summary>
    /// Inclinations x, y, z in degrees that a tilt sensor shows while what it watches is in its usual position. [0, 0, 90]: lying flat. [0, 0, 0]: it was set to
    /// zero in its place; the tilt then is the largest of its angles. What are not three stands for lying flat.
    /// </summary>
    public IReadOnlyList<double> UsualAngles { get; init => field = value is { Count: 3 } ? value : LyingFlat; } = LyingFlat;
}
