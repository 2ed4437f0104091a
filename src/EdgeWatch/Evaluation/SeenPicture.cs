using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Evaluation.Data;
using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.Evaluation;

/// <summary>A labelled picture with what each model saw in it.</summary>
/// <param name="Set">Where it is from.</param>
/// <param name="Picture">Path and labels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Light">How light it is.</param>
/// <param name="ByModel">Detections, in the order of the models.</param>
internal sealed record SeenPicture(DataSet Set, LabelledPicture Picture, int Width, int Height, Light Light, IReadOnlyList<IReadOnlyList<Detection>> ByModel)
{
    /// <summary>The labelled boxes of a class in pixels, with the regions in which nothing is judged.</summary>
    public IReadOnlyList<TruthBox> Truth(string name) =>
    [
        .. Picture.Boxes.Where(box => box.Class is null || box.Class == name)
            .Select(box => (Label: box, Pixels: box.Box.Scaled(Width, Height)))
            .Select(box => new TruthBox(box.Pixels, box.Label.Area ?? box.Pixels.Area, box.Label.Crowd)),
    ];

    /// <summary>What a model saw of a class, in pixels.</summary>
    public IEnumerable<FoundBox> Found(int model, string name) => ByModel[model].Where(detection => detection.Class == name)
        .Select(detection => new FoundBox(Rectangle.Of(detection.Box).Scaled(Width, Height), detection.Score));
}

/// <summary>A picture that could not be judged.</summary>
internal sealed record UnreadablePicture(string Path, string Reason);
