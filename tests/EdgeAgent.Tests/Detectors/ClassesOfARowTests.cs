using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Onnx;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

/// <summary>An overflowing bin is a bin too: whatever the layout, the surer class of a box hides no other.</summary>
public sealed class ClassesOfARowTests
{
    private const int Side = 32;
    private const int Classes = 3;

    [Theory]
    [InlineData("yolox")]
    [InlineData("yolov5")]
    [InlineData("yolov8")]
    public void A_box_is_a_candidate_of_every_class_that_reaches_the_floor(string layout)
    {
        var found = Decode(layout, [0.72f, 0.09f, 0.45f]);

        found.Count.ShouldBe(2);
        found.Classes.ToArray().ShouldBe([0, 2]);
        found.Scores.ToArray().ShouldBe([0.72f, 0.45f], 1e-6);
        found.X1.ToArray().ShouldBe([8f, 8f]);
        found.Y2.ToArray().ShouldBe([16f, 16f]);
    }

    [Theory]
    [InlineData("yolox")]
    [InlineData("yolov5")]
    [InlineData("yolov8")]
    public void A_box_whose_best_class_stays_below_the_floor_is_none(string layout) => Decode(layout, [0.18f, 0.19f, 0.09f]).Count.ShouldBe(0);

    /// <summary>One box from 8 to 16 pixels both ways with these scores, at a floor of 0.2; all else is empty.</summary>
    private static CandidateList Decode(string layout, float[] scores)
    {
        const float objectness = 0.9f;
        float[] shares = [.. scores.Select(score => score / objectness)];
        // YOLOX has 16 + 4 + 1 cells of strides 8, 16 and 32: the sixth is (1, 1) of stride 8, whose box is told in cells.
        var (shape, values) = layout switch
        {
            "yolox" => (new long[] { 1, 21, 5 + Classes }, Row(21, 5, [0.5f, 0.5f, 0, 0, objectness, .. shares])),
            "yolov5" => ([1, 7, 5 + Classes], Row(7, 5, [12, 12, 8, 8, objectness, .. shares])),
            _ => ([1, 4 + Classes, 700], Planes(700, 555, [12, 12, 8, 8, .. scores])),
        };
        var input = new InputSpec { Width = Side, Height = Side, Colour = ColourOrder.Bgr, White = 255, Resize = ResizeMode.LetterboxTopleft };
        var context = new HeadContext("test", input, Classes, [new OnnxTensorInfo("output", OnnxElement.Float, shape)]);
        IDetectorHead head = layout switch { "yolox" => new YoloxHead(context), "yolov5" => new YoloV5Head(context), _ => new YoloV8Head(context) };
        var found = new CandidateList();
        head.Decode(new HeadOutputs { Values = values }, 0.2f, found);
        return found;
    }

    private static float[] Row(int rows, int at, float[] row)
    {
        var values = new float[rows * row.Length];
        row.CopyTo(values, at * row.Length);
        return values;
    }

    private static float[] Planes(int anchors, int at, float[] column)
    {
        var values = new float[anchors * column.Length];
        for (var plane = 0; plane < column.Length; plane++)
            values[(plane * anchors) + at] = column[plane];
        return values;
    }
}
