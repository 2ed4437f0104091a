using System.Collections.Frozen;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>The output layouts that can be read: to add one, implement <see cref="IDetectorHead"/> and add a line.</summary>
internal static class KnownHeads
{
    private static readonly FrozenDictionary<string, Func<HeadContext, IDetectorHead>> Heads = new Dictionary<string, Func<HeadContext, IDetectorHead>>
    {
        ["yolox"] = context => new YoloxHead(context),
        ["yolov5"] = context => new YoloV5Head(context),
        ["yolov8"] = context => new YoloV8Head(context),
        ["end-to-end"] = context => new EndToEndHead(context),
        ["detr"] = context => new DetrHead(context),
    }.ToFrozenDictionary();

    /// <summary>Names for the manifest's <c>layout</c>.</summary>
    public static IReadOnlyCollection<string> Layouts => Heads.Keys;

    /// <summary>Makes the head of a model.</summary>
    /// <exception cref="ModelException">The outputs are not shaped as the layout says.</exception>
    public static IDetectorHead Create(string layout, HeadContext context) => Heads[layout](context);
}
