using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>One sensor's options after the check, with what its profile gives.</summary>
internal sealed record SensorSettings
{
    /// <summary>How often a sensor reports that says nothing else: the heartbeat of most LoRaWAN sensors is 12 h or less.</summary>
    public static readonly TimeSpan UsualInterval = TimeSpan.FromHours(12);

    /// <summary>So many reports may be lost, as radio loses some, before a sensor counts as silent.</summary>
    private const int IntervalsOfSilence = 3;

    public required string Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>The device, in lower case.</summary>
    public required string Device { get; init; }

    public string? Make { get; init; }

    public string? Component { get; init; }

    public Place? Place { get; init; }

    public string? Camera { get; init; }

    public string? Zone { get; init; }

    public Mounting? Mounting { get; init; }

    public IReadOnlyList<double> UsualAngles { get; init; } = [];

    public required TimeSpan Interval { get; init; }

    public required TimeSpan SilentAfter { get; init; }

    public IReadOnlyList<ReadingRuleOptions> Rules { get; init; } = [];

    /// <summary>Every reason to set it aside, in words; null: it can run.</summary>
    public string? Error { get; init; }

    /// <summary>Puts a sensor together with its profile.</summary>
    /// <param name="sensor">As configured.</param>
    /// <param name="profile">The profile that it names; null where it names none.</param>
    /// <param name="onlySource">The agent's source, where there is one.</param>
    public static SensorSettings Of(SensorOptions sensor, SensorProfileOptions? profile, string? onlySource)
    {
        var interval = sensor.Interval ?? profile?.Interval ?? UsualInterval;
        var height = sensor.Height ?? profile?.Height;
        return new SensorSettings
        {
            Id = sensor.Id,
            Name = sensor.Name,
            Source = sensor.Source ?? profile?.Source ?? onlySource ?? "",
            Device = sensor.Device.ToLowerInvariant(),
            Make = sensor.Make ?? profile?.Make,
            Component = sensor.Component,
            Place = sensor.Place is { } place ? new Place(place.Lon, place.Lat, place.System, place.ErrorRadius, "register") : null,
            Camera = sensor.Camera,
            Zone = sensor.Zone,
            Mounting = height is { } over ? new Mounting(over, sensor.Full ?? profile?.Full ?? over) : null,
            UsualAngles = sensor.UsualAngles.Length > 0 ? sensor.UsualAngles : profile?.UsualAngles ?? [],
            Interval = interval,
            SilentAfter = sensor.SilentAfter ?? profile?.SilentAfter ?? interval * IntervalsOfSilence,
            Rules = sensor.Rules.Length > 0 ? sensor.Rules : profile?.Rules ?? [],
        };
    }
}
