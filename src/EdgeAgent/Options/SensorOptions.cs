using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent.Options;

/// <summary>One fixed sensor: how it is reached, what it watches, what is judged. What is absent comes from its profile.</summary>
internal sealed record SensorOptions
{
    [Required, RegularExpression(Identifiers.Pattern), Description("Id of the sensor, unique within the agent.")]
    public string Id { get; init; } = "";

    [Description("Name for people.")]
    public string? Name { get; init; }

    [Description("Name of the source that it reports through; may be left out where there is one source.")]
    public string? Source { get; init; }

    [Required, Description("The device as the network names it: a DevEUI, a device id; letter case does not matter.")]
    public string Device { get; init; } = "";

    [Description("Profile that gives what this block leaves out.")]
    public string? Profile { get; init; }

    [Description("Make: a built-in one (docs/sensors.md) or one of sensorMakes.")]
    public string? Make { get; init; }

    [Description("Component id (部件) that it watches.")]
    public string? Component { get; init; }

    [Description("Where it is.")]
    public PlaceOptions? Place { get; init; }

    [Description("Camera of this agent that sees what the sensor watches; it is asked to look when the sensor reports a problem.")]
    public string? Camera { get; init; }

    [Description("Zone of that camera; absent: the whole picture.")]
    public string? Zone { get; init; }

    [Range(0.05, 100.0), Description("Height of a distance sensor over the empty floor, in metres: fill level and water level are made of it.")]
    public double? Height { get; init; }

    [Range(0.05, 100.0), Description("Depth of the content when it is full, in metres; absent: the height.")]
    public double? Full { get; init; }

    [Description("Inclinations x, y, z in degrees that a tilt sensor shows in its usual position; absent: [0, 0, 90], lying flat. [0, 0, 0]: it was set to zero in its place.")]
    public double[] UsualAngles { get; init; } = [];

    [Description("How often it reports when nothing happens; absent: 12h.")]
    public TimeSpan? Interval { get; init; }

    [Description("Without any uplink for so long it counts as silent; absent: three intervals.")]
    public TimeSpan? SilentAfter { get; init; }

    [Description("Rules on its readings; empty: those of the profile.")]
    public ReadingRuleOptions[] Rules { get; init; } = [];

    /// <summary>Why this sensor is set aside, found while its file was read; null for a sensor that may run. Not a key of the file.</summary>
    [Browsable(false)]
    public string? Refusal { get; init; }
}

/// <summary>What many sensors have in common.</summary>
internal sealed record SensorProfileOptions
{
    [Required, RegularExpression(Identifiers.Pattern), Description("Id of the profile, by which sensors name it.")]
    public string Id { get; init; } = "";

    [Description("Name of the source that its sensors report through.")]
    public string? Source { get; init; }

    [Description("Make: a built-in one (docs/sensors.md) or one of sensorMakes.")]
    public string? Make { get; init; }

    [Range(0.05, 100.0), Description("Height of a distance sensor over the empty floor, in metres.")]
    public double? Height { get; init; }

    [Range(0.05, 100.0), Description("Depth of the content when it is full, in metres.")]
    public double? Full { get; init; }

    [Description("Inclinations x, y, z in degrees that a tilt sensor shows in its usual position.")]
    public double[] UsualAngles { get; init; } = [];

    [Description("How often its sensors report when nothing happens.")]
    public TimeSpan? Interval { get; init; }

    [Description("Without any uplink for so long they count as silent.")]
    public TimeSpan? SilentAfter { get; init; }

    [Description("Rules on their readings.")]
    public ReadingRuleOptions[] Rules { get; init; } = [];
}
