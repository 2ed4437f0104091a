using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Bench.Sensors;

/// <summary>
/// A city's sensors that never were: half of them covers that report each tilt and twice a day that they live, two fifths bins every six hours, a tenth water gauges every
/// six hours and every hour while it rains. All from one seed.
/// </summary>
/// <param name="Sensors">How many.</param>
/// <param name="Days">For how long they report.</param>
/// <param name="Seed">Another seed, another city.</param>
internal sealed record SyntheticPlan(int Sensors, int Days, int Seed)
{
    /// <summary>Sources that the sensors are spread over; each is judged by a task of its own.</summary>
    public int Sources { get; init; } = 2;

    /// <summary>The first day.</summary>
    public static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset End => Begin + TimeSpan.FromDays(Days);

    /// <summary>The agent's options for them, rules included.</summary>
    public AgentOptions ToOptions() => new()
    {
        Id = "synthetic",
        SensorSources = [.. Enumerable.Range(0, Sources).Select(index => new UplinkSourceOptions { Name = SourceOf(index), Kind = UplinkSourceKind.File, Path = "synthetic", Topics = ["s/{device}"] })],
        SensorProfiles =
        [
            new() { Id = "cover", Make = "edgewatch", Interval = CoverSensor.Interval, Rules = [new() { Rule = "tilt" }, new() { Rule = "battery" }] },
            new()
            {
                Id = "bin", Make = "edgewatch", Interval = BinSensor.Interval, Height = BinSensor.Height, Full = BinSensor.Full,
                Rules = [new() { Rule = "fill" }, new() { Rule = "stuck", Quantity = "distance", For = TimeSpan.FromDays(3) }, new() { Rule = "battery" }],
            },
            new()
            {
                Id = "water", Make = "edgewatch", Interval = WaterSensor.Interval,
                Rules =
                [
                    new() { Rule = "threshold", Quantity = "level", Above = 0.5, Clear = 0.3, ClearAfter = TimeSpan.FromMinutes(30), Problem = "water-level" },
                    new() { Rule = "rate", Quantity = "level", Above = 0.1, Over = TimeSpan.FromHours(6), Problem = "water-level" },
                    new() { Rule = "battery" },
                ],
            },
        ],
        Sensors = [.. Enumerable.Range(0, Sensors).Select(index => new SensorOptions { Id = NameOf(index), Device = NameOf(index), Source = SourceOf(index % Sources), Profile = ProfileOf(index) })],
    };

    /// <summary>One sensor as it behaves.</summary>
    public ISyntheticSensor Make(int index, Weather weather) => ProfileOf(index) switch
    {
        "cover" => new CoverSensor(SeedOf(index)),
        "bin" => new BinSensor(SeedOf(index)),
        _ => new WaterSensor(SeedOf(index), weather),
    };

    public Weather Weather() => new(Seed, Days);

    public static string NameOf(int index) => $"s{index:D5}";

    public static string SourceOf(int source) => $"gateway-{source + 1}";

    private static string ProfileOf(int index) => (index / 2 % 10) switch { < 5 => "cover", < 9 => "bin", _ => "water" };

    private int SeedOf(int index) => unchecked((Seed * 1_000_003) + index);
}
