using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>What a model folder's manifest.json says.</summary>
internal sealed record ModelManifest
{
    /// <summary>Name of the model, unique among those loaded.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the weights.</summary>
    public required string Version { get; init; }

    /// <summary>SPDX expression, with a word on the data where it differs.</summary>
    public required string Licence { get; init; }

    /// <summary>File name of the weights.</summary>
    public required string Weights { get; init; }

    /// <summary>Folders, relative to this one, where the weights are looked for if they do not lie here.</summary>
    public string[] Elsewhere { get; init; } = [];

    /// <summary>How the outputs are to be read: one of <see cref="KnownHeads"/>.</summary>
    public required string Layout { get; init; }

    /// <summary>What the network wants to see.</summary>
    public required InputSpec Input { get; init; }

    /// <summary>Two boxes of one class that overlap by more than this are one thing; ignored for layouts without overlaps.</summary>
    public float SuppressionIoU { get; init; } = 0.6f;

    /// <summary>Detections below this score are not reported at all.</summary>
    public float Floor { get; init; } = 0.1f;

    /// <summary>Most pictures in one run; only models with a free batch dimension take more than one.</summary>
    public int MaxBatch { get; init; } = 8;

    /// <summary>The classes of interest; others of the weights are not reported.</summary>
    public required ClassSpec[] Classes { get; init; }

    /// <summary>Problems that the model serves.</summary>
    public string[] Problems { get; init; } = [];

    /// <summary>Names of models that this one takes the place of; whoever still names one of them is told so.</summary>
    public string[] Replaces { get; init; } = [];

    /// <summary>Name of the model that this one is another form of, such as its INT8 form. A variant is used only where it is named.</summary>
    public string? VariantOf { get; init; }

    /// <summary>Where several models could serve and none is named, the one with the higher number is taken.</summary>
    public int Priority { get; init; }
}

/// <summary>One class.</summary>
/// <param name="Label">As in labels.txt.</param>
/// <param name="Name">As everywhere else: in rules, events and thresholds.</param>
/// <param name="Threshold">The score that counts unless settings say otherwise.</param>
internal sealed record ClassSpec(string Label, string Name, float Threshold)
{
    /// <summary>Share of the things that it finds at the threshold, 0..1, by <c>edgewatch eval</c>; absent where that was not measured.</summary>
    public double? Recall { get; init; }

    /// <summary>Share of the pictures without the thing in which it sees one, 0..1, likewise.</summary>
    public double? FalseLooks { get; init; }
}

/// <summary>How a picture becomes the network's input.</summary>
internal sealed record InputSpec
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    public required ColourOrder Colour { get; init; }

    /// <summary>The value of white before mean and deviation: 255 or 1.</summary>
    public required float White { get; init; }

    /// <summary>Subtracted, per channel in the network's order, after <see cref="White"/>.</summary>
    public float[] Mean { get; init; } = [0, 0, 0];

    /// <summary>Divided by, per channel in the network's order, after <see cref="Mean"/>.</summary>
    public float[] Deviation { get; init; } = [1, 1, 1];

    public required ResizeMode Resize { get; init; }

    /// <summary>Grey level around a letterboxed picture, 0..255.</summary>
    public float Pad { get; init; } = 114;
}

/// <summary>Order of the colour planes.</summary>
internal enum ColourOrder
{
    Rgb,
    Bgr,
}

/// <summary>How a picture is fitted to the input.</summary>
internal enum ResizeMode
{
    /// <summary>Keeps its ratio, in the middle.</summary>
    LetterboxCentre,

    /// <summary>Keeps its ratio, at the top left.</summary>
    LetterboxTopleft,

    /// <summary>Fills the input whatever its ratio.</summary>
    Stretch,
}

/// <summary>How manifest.json is read. By reflection, since generated readers leave properties that the file does not name at zero instead of their defaults.</summary>
internal static class ManifestJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new KebabCaseEnum<ColourOrder>(), new KebabCaseEnum<ResizeMode>() },
    };
}

/// <summary>Enums as lower-case words with hyphens: letterbox-centre.</summary>
internal sealed class KebabCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
