using EdgeWatch.EdgeAgent.Onnx;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// Reads one layout of model outputs. An implementer checks the outputs' shapes when it is made, keeps only tables that it computed then, may be
/// called from one thread at a time, and allocates nothing while it decodes.
/// </summary>
internal interface IDetectorHead
{
    /// <summary>Which of the model's outputs are to be handed to <see cref="Decode"/>.</summary>
    HeadBinding Binding { get; }

    /// <summary>Adds every candidate of one picture that scores at least <paramref name="floor"/>.</summary>
    void Decode(in HeadOutputs outputs, float floor, CandidateList candidates);
}

/// <summary>What a head is made for.</summary>
/// <param name="Model">For messages.</param>
/// <param name="Input">The network's input.</param>
/// <param name="Classes">Number of classes in the labels.</param>
/// <param name="Outputs">The outputs of a run with one picture.</param>
internal sealed record HeadContext(string Model, InputSpec Input, int Classes, IReadOnlyList<OnnxTensorInfo> Outputs)
{
    /// <summary>The one output that a layout needs, of the shape that it expects.</summary>
    public OnnxTensorInfo Single(string layout, Func<long[], bool> fits, string expected)
    {
        var output = Outputs[0];
        return output.Element == OnnxElement.Float && fits(output.Shape) ? output : throw Mismatch(layout, output.ToString(), expected);
    }

    public ModelException Mismatch(string layout, string found, string expected) => new(
        $"{Model}: the weights' output is {found}, but layout {layout} at {Input.Width} × {Input.Height} with {Classes} classes expects {expected}. " +
        "Correct layout, input or labels.txt, or export the weights anew");
}

/// <summary>Indices of the outputs that a head reads; −1 for none.</summary>
/// <param name="Values">Floats.</param>
/// <param name="Scores">Floats.</param>
/// <param name="Labels">64-bit integers.</param>
/// <param name="Space">What the boxes are measured in.</param>
/// <param name="Overlapping">True where several boxes of one thing remain to be suppressed.</param>
internal readonly record struct HeadBinding(int Values, int Scores, int Labels, BoxSpace Space, bool Overlapping);

/// <summary>What boxes are measured in.</summary>
internal enum BoxSpace
{
    /// <summary>Pixels of the network's input.</summary>
    InputPixels,

    /// <summary>Pixels of the original picture, whose size the network was told.</summary>
    PicturePixels,
}

/// <summary>One picture's outputs.</summary>
internal readonly ref struct HeadOutputs
{
    public ReadOnlySpan<float> Values { get; init; }

    public ReadOnlySpan<float> Scores { get; init; }

    public ReadOnlySpan<long> Labels { get; init; }
}
