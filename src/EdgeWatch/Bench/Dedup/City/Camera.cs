using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Dedup.City;

/// <summary>How a camera knows places.</summary>
internal enum Placing
{
    /// <summary>Its picture is calibrated: each thing has a coordinate, the worse the farther it is.</summary>
    Calibrated,

    /// <summary>Each zone has a place.</summary>
    Zones,

    /// <summary>Only the camera's own place is known.</summary>
    Camera,
}

/// <summary>A zone of a camera.</summary>
/// <param name="Id">Unique within the camera.</param>
/// <param name="Tied">The bin or cover whose component id it bears.</param>
/// <param name="Middle">Middle of the ground that it holds.</param>
/// <param name="Radius">How far its ground reaches from there, metres.</param>
internal sealed record Zone(string Id, Furniture? Tied, Ground Middle, double Radius);

/// <summary>A camera on a pole that looks along a street: 4 to 60 m before it, 12 m to both sides.</summary>
/// <param name="Id">Unique in the district.</param>
/// <param name="Agent">Who reads it.</param>
/// <param name="At">Where its pole stands.</param>
/// <param name="Along">Unit vector of its look.</param>
/// <param name="Placing">How it knows places.</param>
/// <param name="ErrorRadius">Of its own place, metres.</param>
/// <param name="Bias">What its calibration is off by, as a share of the distance.</param>
internal sealed record Camera(string Id, Agent Agent, Ground At, Ground Along, Placing Placing, double ErrorRadius, Ground Bias)
{
    private const double Nearest = 4;
    private const double Farthest = 60;
    private const double HalfWidth = 12;

    /// <summary>Where near zones end and far ones begin, metres before the camera; a thing this close to the line lies in both.</summary>
    private const double ZoneLine = 25;
    private const double OverTheLine = 1;

    /// <summary>Bins and covers farther away are too small to have a zone.</summary>
    private const double FarthestFurniture = 35;

    /// <summary>Width of one metre, one metre away, as a share of the picture.</summary>
    private const double MetreAtOne = 0.45;

    /// <summary>By bin or cover; two bins may share one.</summary>
    public Dictionary<Furniture, Zone> FurnitureZones { get; } = [];

    public bool Sees(Ground at) => Depth(at) is >= Nearest and <= Farthest && Math.Abs(Aside(at)) <= HalfWidth;

    public bool SeesClosely(Ground at) => Sees(at) && Depth(at) <= FarthestFurniture;

    /// <summary>Zones of the road and its edges in which a thing lies: near or far, left or right.</summary>
    public IEnumerable<Zone> ZonesOf(Ground at)
    {
        var depth = Depth(at);
        if (depth <= ZoneLine + OverTheLine)
            yield return Edge(at, "near", Nearest, ZoneLine);
        if (depth >= ZoneLine - OverTheLine)
            yield return Edge(at, "far", ZoneLine, Farthest);
    }

    /// <summary>The place that a candidate bears.</summary>
    public Place PlaceOf(Ground at, Zone zone, Dice dice)
    {
        if (zone.Tied is { } registered)
            return registered.At.ToPlace(2, "register");
        if (Placing == Placing.Zones)
            return zone.Middle.ToPlace(Math.Round(zone.Radius), "zone");
        if (Placing == Placing.Camera)
            return At.ToPlace(ErrorRadius, "camera");
        // The radius holds 95 % of the errors (2.45 standard deviations in two dimensions); half of the variance is the camera's own bias.
        var radius = CalibratedRadius(at);
        var scatter = radius / 2.45 / Math.Sqrt(2);
        return (at + (Bias * radius) + new Ground(dice.Normal() * scatter, dice.Normal() * scatter)).ToPlace(Math.Round(radius, 1), "calibration");
    }

    /// <summary>The box in the picture: a pinhole over flat ground, so nearer is larger and lower.</summary>
    public Subject Box(string label, Ground at, double size, Dice dice)
    {
        var depth = Depth(at);
        // A horizontal view of 96°: 2.2 m of ground a metre away fill the picture.
        var half = Math.Min(0.45, MetreAtOne / 2 * size / depth);
        var middle = Math.Clamp(0.5 - (MetreAtOne * Aside(at) / depth) + (dice.Normal() * half * 0.04), 0.02, 0.98);
        var bottom = Math.Clamp(0.25 + (3 / depth) + (dice.Normal() * half * 0.04), 0.1, 1);
        return new Subject(
            label, (float)Math.Clamp(0.75 + (dice.Normal() * 0.08), 0.55, 0.99),
            (float)Math.Max(0, middle - half), (float)Math.Max(0, bottom - (1.6 * half)), (float)Math.Min(1, middle + half), (float)bottom);
    }

    private double Depth(Ground at) => (at - At).Dot(Along);

    /// <summary>A pixel covers more ground the farther it is.</summary>
    private double CalibratedRadius(Ground at) => 1 + (0.05 * Depth(at));

    private double Aside(Ground at) => (at - At).Dot(Along.Left);

    private Zone Edge(Ground at, string reach, double from, double to)
    {
        var left = Aside(at) >= 0;
        var middle = At + (Along * ((from + to) / 2)) + (Along.Left * (left ? HalfWidth / 2 : -HalfWidth / 2));
        return new Zone($"{(left ? "left" : "right")}-{reach}", null, middle, Math.Sqrt(Math.Pow((to - from) / 2, 2) + Math.Pow(HalfWidth / 2, 2)));
    }
}
