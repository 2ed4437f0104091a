using BenchmarkDotNet.Attributes;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.Bench;

/// <summary>From a frame to the network's input of 416 × 416.</summary>
[MemoryDiagnoser]
[MinColumn]
public class LetterboxBench
{
    private readonly float[] _tensor = new float[3 * 416 * 416];
    private readonly Letterbox _letterbox =
        new(new InputSpec { Width = 416, Height = 416, Colour = ColourOrder.Bgr, White = 255, Resize = ResizeMode.LetterboxTopleft });

    private Frame _frame = null!;

    [Params("640x360", "1280x720", "1920x1080", "3840x2160")]
    public string Picture { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _frame = PlainFrame(Picture);

    [GlobalCleanup]
    public void Cleanup() => _frame.Dispose();

    [Benchmark]
    public void Letterbox() => _letterbox.Fill(_frame, _tensor);

    /// <summary>A slope with some noise, so that it compresses about as a street picture does.</summary>
    internal static Frame PlainFrame(string size)
    {
        var (width, height) = (int.Parse(size.Split('x')[0]), int.Parse(size.Split('x')[1]));
        var random = new Random(1);
        var (luma, chroma) = (new byte[width * height], new byte[width * height / 4]);
        for (var i = 0; i < luma.Length; i++)
            luma[i] = (byte)(60 + i % width * 100 / width + random.Next(12));
        for (var i = 0; i < chroma.Length; i++)
            chroma[i] = (byte)(120 + random.Next(16));
        var info = new FrameInfo("bench", 1, DateTimeOffset.UnixEpoch, width, height, FullRange: false, YuvMatrix.Bt709);
        return HeapFrame.Copy(info, luma, chroma, chroma);
    }
}
