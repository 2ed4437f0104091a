using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeWatch.Demo.Sensors;

/// <summary>A tilt sensor on a cover that a clip shows: what it reads is true of the clip, as the boxes are.</summary>
/// <param name="Id">Sensor id.</param>
/// <param name="Name">For people.</param>
/// <param name="Device">DevEUI.</param>
/// <param name="Zone">Zone of the clip that shows the cover.</param>
/// <param name="Component">Component id of the cover.</param>
/// <param name="Steps">Seconds of clip time and the tilt in degrees from then on, in order.</param>
internal sealed record TruthSensor(string Id, string Name, string Device, string Zone, string Component, IReadOnlyList<(double From, double Tilt)> Steps)
{
    /// <summary>The sensors of a truth file; most have none.</summary>
    public static IReadOnlyList<TruthSensor> Read(JsonObject truth) =>
    [
        .. (truth["sensors"]?.AsArray() ?? []).Select(sensor => new TruthSensor(
            sensor!["id"]!.GetValue<string>(),
            sensor["name"]!.GetValue<string>(),
            sensor["device"]!.GetValue<string>(),
            sensor["zone"]!.GetValue<string>(),
            sensor["component"]!.GetValue<string>(),
            [.. sensor["tilt"]!.Deserialize<double[][]>()!.Select(step => (step[0], step[1]))])),
    ];

    /// <summary>The tilt in degrees at a moment of clip time; before the first step that of the last, since the clip comes round.</summary>
    public double TiltAt(double seconds) => Steps.LastOrDefault(step => step.From <= seconds, Steps[^1]).Tilt;
}
