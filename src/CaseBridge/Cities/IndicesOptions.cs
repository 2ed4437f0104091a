using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeWatch.CaseBridge.Cities;

/// <summary>How the city evaluates: limits of the stages that no class has, and its own definitions of indices.</summary>
internal sealed record IndicesOptions
{
    [Description("Limit from a report's arrival to its filing (按时立案率); absent: none, and the index is not measurable.")]
    public string? Filing { get; init; }

    [Description("Limit of the check before filing, from a report's arrival to the verdict (按期核实率); absent: none.")]
    public string? Verification { get; init; }

    [Description("Limit of the check before closing, from being handled to being verified, returned or closed (按期核查率); absent: none.")]
    public string? Inspection { get; init; }

    [Description("Indices that this city defines otherwise, or besides.")]
    public IndexOptions[] Define { get; init; } = [];
}

/// <summary>One index: sums of measures over sums of measures.</summary>
internal sealed record IndexOptions
{
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,62}$"), Description("Name of the index: of a known one, which is then defined so, or a new one.")]
    public string Id { get; init; } = "";

    [Description("Name in Chinese; absent: as known.")]
    public string? Zh { get; init; }

    [Description("Name in English; absent: as known.")]
    public string? En { get; init; }

    [Required, Description("Measures that are added up above the line; with a minus before it one is taken off.")]
    public string[] Numerator { get; init; } = [];

    [Required, Description("Measures below the line.")]
    public string[] Denominator { get; init; } = [];
}
