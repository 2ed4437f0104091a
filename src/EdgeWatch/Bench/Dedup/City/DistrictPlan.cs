using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Dedup.City;

/// <summary>What a generated district is like. docs/deduplication.md says of each number why it is plausible.</summary>
internal sealed record DistrictPlan
{
    /// <summary>Side of the square district, metres.</summary>
    public double Side { get; init; } = 2000;

    /// <summary>Distance between parallel streets, metres.</summary>
    public double Block { get; init; } = 200;

    public int Cameras { get; init; } = 300;

    public int CamerasPerAgent { get; init; } = 20;

    /// <summary>Share of cameras at busy crossings, where four poles look over one another's ground.</summary>
    public double AtBusyCrossings { get; init; } = 0.5;

    /// <summary>Share of cameras whose picture is calibrated to the ground.</summary>
    public double Calibrated { get; init; } = 0.7;

    /// <summary>Share of cameras that are not calibrated, but whose zones were given a place each. What is left has the camera's own place only.</summary>
    public double ZonesPlaced { get; init; } = 0.22;

    /// <summary>Error radius that an installer leaves for a camera's own place, metres: the configuration's default.</summary>
    public double CameraErrorRadius { get; init; } = 30;

    /// <summary>Distance between bins along a street, metres.</summary>
    public double BinSpacing { get; init; } = 40;

    /// <summary>Share of bin places with two bins, and how far apart they stand, metres.</summary>
    public double TwinBins { get; init; } = 0.15;

    public double TwinBinDistance { get; init; } = 8;

    /// <summary>Distance between manhole covers along a street, metres.</summary>
    public double CoverSpacing { get; init; } = 30;

    /// <summary>Share of zones around a bin or cover that are tied to its component id.</summary>
    public double TiedZones { get; init; } = 0.85;

    public int BinSensors { get; init; } = 60;

    public int CoverSensors { get; init; } = 60;

    /// <summary>Stretches of street, a zone long, where vehicles, vendors and refuse gather, and the share of such problems that arise there.</summary>
    public int HotStretches { get; init; } = 40;

    public double InHotStretches { get; init; } = 0.5;

    /// <summary>Share of cameras that see a problem in their view at all.</summary>
    public double Seen { get; init; } = 0.85;

    /// <summary>Share of pairs of camera and problem that hover at the threshold: they flicker six times as often.</summary>
    public double AtTheThreshold { get; init; } = 0.25;

    /// <summary>Share of endings that a camera never reports: it was turned, switched off, replaced.</summary>
    public double NeverCleared { get; init; } = 0.03;

    /// <summary>Share of problems that come back at the same spot some days later, and when.</summary>
    public double Recurring { get; init; } = 0.3;

    public TimeSpan RecursAfter { get; init; } = TimeSpan.FromHours(14);

    public TimeSpan RecursWithin { get; init; } = TimeSpan.FromHours(72);

    /// <summary>Share of vehicles beside which refuse of another kind lies, at the same spot.</summary>
    public double OtherProblemBeside { get; init; } = 0.05;

    /// <summary>Things that a model takes for refuse for ever, such as a statue.</summary>
    public int Statues { get; init; } = 15;

    /// <summary>False findings of a statue a day, and of a camera a day without any cause.</summary>
    public double StatueFindings { get; init; } = 1.5;

    public double FalseFindings { get; init; } = 0.08;

    /// <summary>Cameras that heavy rain makes see refuse, once in a trace.</summary>
    public int RainCameras { get; init; } = 100;

    /// <summary>Vendors of a permitted market, on Saturdays and Sundays from 06:00 to 12:00.</summary>
    public int MarketVendors { get; init; } = 8;

    public double MarketRadius { get; init; } = 35;

    /// <summary>Share of messages that come twice or more often.</summary>
    public double Redelivered { get; init; } = 0.2;

    /// <summary>Uplinks that fail an agent a day; each lasts minutes to hours.</summary>
    public double Outages { get; init; } = 0.25;

    /// <summary>Restarts of an agent a day, and the share of them that lose the agent's memory of open findings.</summary>
    public double Restarts { get; init; } = 0.3;

    public double MemoryLost { get; init; } = 0.05;

    /// <summary>Standard deviation of an agent's clock, and the share of agents that are minutes off.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(15);

    public double BadClocks { get; init; } = 0.1;

    public TimeSpan BadClockSkew { get; init; } = TimeSpan.FromMinutes(4);

    public IReadOnlyList<ProblemKind> Kinds { get; init; } =
    [
        new(Problems.RoadOccupied, PerDay: 60, Life: Minutes(40), LifeSpread: 0.9, HiddenEvery: Hours(6), Hidden: Minutes(4), HiddenSpread: 0.8, Dwell: Minutes(3), FromHour: 7, ToHour: 22),
        new(Problems.Garbage, PerDay: 25, Life: Hours(5), LifeSpread: 0.8, HiddenEvery: Hours(6), Hidden: Minutes(10), HiddenSpread: 0.9, Dwell: Minutes(5), FromHour: 6, ToHour: 23),
        new(Problems.BinOverflow, PerDay: 30, Life: Hours(6), LifeSpread: 0.6, HiddenEvery: Hours(6), Hidden: Minutes(10), HiddenSpread: 0.9, Dwell: Minutes(5), FromHour: 8, ToHour: 22),
        new(Problems.ManholeOpen, PerDay: 4, Life: Hours(7), LifeSpread: 0.8, HiddenEvery: Hours(8), Hidden: Minutes(6), HiddenSpread: 0.8, Dwell: Minutes(2), FromHour: 0, ToHour: 24),
    ];

    public ProblemKind Kind(string problem) => Kinds.Single(kind => kind.Problem == problem);

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);
}

/// <summary>How problems of one class come and go. Lengths are log-normal: a median and the standard deviation of the logarithm.</summary>
/// <param name="Problem">One of <see cref="Problems"/>.</param>
/// <param name="PerDay">Mean number that arise in the district a day, where a camera looks.</param>
/// <param name="Life">Median life.</param>
/// <param name="LifeSpread">Spread of the life.</param>
/// <param name="HiddenEvery">Mean time between two stretches in which a camera does not see it although it is there.</param>
/// <param name="Hidden">Median length of such a stretch.</param>
/// <param name="HiddenSpread">Spread of that length.</param>
/// <param name="Dwell">How long it must be seen before the rule opens a finding.</param>
/// <param name="FromHour">First hour of the local day in which it arises.</param>
/// <param name="ToHour">Last hour, exclusive.</param>
internal sealed record ProblemKind(
    string Problem, double PerDay, TimeSpan Life, double LifeSpread, TimeSpan HiddenEvery, TimeSpan Hidden, double HiddenSpread, TimeSpan Dwell, int FromHour, int ToHour);
