using BenchmarkDotNet.Attributes;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Onnx;

namespace EdgeWatch.Bench;

/// <summary>From raw outputs of 80 classes to candidates; one row in a hundred holds something.</summary>
[MemoryDiagnoser]
[MinColumn]
public class HeadBench
{
    private readonly CandidateList _candidates = new();
    private readonly long[] _labels = new long[300];
    private IDetectorHead _head = null!;
    private float[] _values = [];
    private float[] _scores = [];

    [Params("yolox", "yolov5", "yolov8", "end-to-end", "detr")]
    public string Layout { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var (size, shape) = Layout switch
        {
            "yolox" => (416, (long[])[1, 3549, 85]),
            "yolov5" => (640, [1, 25200, 85]),
            "yolov8" => (640, [1, 84, 8400]),
            "end-to-end" => (640, [1, 300, 6]),
            _ => (416, [1, 300, 4]),
        };
        var input = new InputSpec { Width = size, Height = size, Colour = ColourOrder.Rgb, White = 1, Resize = ResizeMode.Stretch };
        OnnxTensorInfo[] outputs = [new("values", OnnxElement.Float, shape)];
        if (Layout == "detr")
            outputs = [.. outputs, new("labels", OnnxElement.Int64, [1, 300]), new("scores", OnnxElement.Float, [1, 300])];
        _head = KnownHeads.Create(Layout, new HeadContext("bench", input, 80, outputs));
        var random = new Random(1);
        _values = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (all, one) => all * one)).Select(_ => 0.05f * random.NextSingle())];
        _scores = [.. Enumerable.Range(0, 300).Select(_ => random.NextSingle() / 2)];
        Plant((int)shape[1], (int)shape[2], random);
    }

    [Benchmark]
    public int Decode()
    {
        _candidates.Clear();
        _head.Decode(new HeadOutputs { Values = _values, Scores = _scores, Labels = _labels }, 0.1f, _candidates);
        return _candidates.Count;
    }

    private void Plant(int rows, int columns, Random random)
    {
        if (Layout == "detr")
            return;
        for (var i = 0; i < (Layout == "yolov8" ? columns : rows); i += 100)
        {
            if (Layout == "yolov8")
                _values[(4 + random.Next(80)) * columns + i] = 0.8f;
            else
                _values[i * columns + 4] = 0.9f;
            if (columns == 85)
                _values[i * columns + 5 + random.Next(80)] = 0.9f;
        }
    }
}
