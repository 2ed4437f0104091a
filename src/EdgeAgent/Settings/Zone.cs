using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.EdgeAgent.Settings;

/// <summary>A polygon in the camera's picture and the rules that judge it, ready for use.</summary>
/// <param name="Id">Unique within the camera.</param>
/// <param name="Polygon">In picture coordinates, 0..1.</param>
internal sealed record Zone(string Id, Polygon Polygon)
{
    public string? Name { get; init; }

    /// <summary>Component id (部件) that stands in the zone.</summary>
    public string? Component { get; init; }

    /// <summary>Where the zone lies, if better known than the camera's place.</summary>
    public Place? Place { get; init; }

    public IReadOnlyList<RuleOptions> Rules { get; init; } = [];
}
