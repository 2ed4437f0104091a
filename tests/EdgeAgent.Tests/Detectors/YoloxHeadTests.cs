using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Onnx;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

public sealed class YoloxHeadTests
{
    private const int Side = 32;
    private const int Classes = 3;
    private const int Columns = 5 + Classes;

    /// <summary>Cells of strides 8, 16 and 32.</summary>
    private const int Rows = 16 + 4 + 1;

    [Fact]
    public void A_row_is_a_candidate_of_every_class_that_reaches_the_floor()
    {
        var found = Decode([0.8f, 0.1f, 0.5f]);

        found.Count.ShouldBe(2);
        found.Classes.ToArray().ShouldBe([0, 2]);
        found.Scores.ToArray().ShouldBe([0.72f, 0.45f], 1e-6);
        // Cell (1, 1) of stride 8, half a cell on, one cell in size: 8 to 16 pixels, for either class.
        found.X1.ToArray().ShouldBe([8f, 8f]);
        found.Y2.ToArray().ShouldBe([16f, 16f]);
    }

    [Fact]
    public void A_row_whose_best_class_stays_below_the_floor_is_none() => Decode([0.2f, 0.21f, 0.1f]).Count.ShouldBe(0);

    private static CandidateList Decode(ReadOnlySpan<float> classes)
    {
        var values = new float[Rows * Columns];
        float[] place = [0.5f, 0.5f, 0, 0, 0.9f];
        var row = values.AsSpan(5 * Columns, Columns);
        place.CopyTo(row);
        classes.CopyTo(row[place.Length..]);
        var input = new InputSpec { Width = Side, Height = Side, Colour = ColourOrder.Bgr, White = 255, Resize = ResizeMode.LetterboxTopleft };
        var head = new YoloxHead(new HeadContext("test", input, Classes, [new OnnxTensorInfo("output", OnnxElement.Float, [1, Rows, Columns])]));
        var found = new CandidateList();
        head.Decode(new HeadOutputs { Values = values }, 0.2f, found);
        return found;
    }
}
