using System.Buffers;
using BenchmarkDotNet.Attributes;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Jpeg;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.Bench;

/// <summary>What one look costs after decoding, with the model of the repository and one thread, and what its picture costs as JPEG.</summary>
[MemoryDiagnoser]
[MinColumn]
public class LookBench
{
    private readonly ArrayBufferWriter<byte> _jpeg = new(8 << 20);
    private readonly JpegEncoder _encoder = new();
    private Frame _frame = null!;
    private Frame _black = null!;
    private ModelRunner _runner = null!;

    [GlobalSetup]
    public void Setup()
    {
        _frame = LetterboxBench.PlainFrame("1920x1080");
        var root = ModelCatalogue.DefaultRoot(AppContext.BaseDirectory) ?? throw new DirectoryNotFoundException("no models folder above the program; run from a checkout");
        var model = ModelCatalogue.Read(root).Models.First(model => model is { State: ModelState.Ready, Manifest.VariantOf: null } && model.Manifest.Classes.Any(entry => entry.Name == "overflow"));
        _runner = new ModelRunner(ModelFolder.Load(model.Folder), threads: 1);
        var info = new FrameInfo("bench", 1, DateTimeOffset.UnixEpoch, 1920, 1080, FullRange: false, YuvMatrix.Bt709);
        var (luma, chroma) = (new byte[1920 * 1080], new byte[960 * 540]);
        Array.Fill(luma, (byte)16);
        Array.Fill(chroma, (byte)128);
        _black = HeapFrame.Copy(info, luma, chroma, chroma);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _runner.Dispose();
        _encoder.Dispose();
        _frame.Dispose();
        _black.Dispose();
    }

    /// <summary>Letterbox, network, decoding, suppression.</summary>
    [Benchmark]
    public int Detect() => Detect(_frame);

    /// <summary>The same on a black picture (a lens cap, a dead sensor), whose tiny activations must not slow the network down.</summary>
    [Benchmark]
    public int DetectBlack() => Detect(_black);

    /// <summary>1080p, BT.709 limited range to JPEG's colours, quality 85.</summary>
    [Benchmark]
    public int Jpeg()
    {
        _jpeg.ResetWrittenCount();
        return _encoder.Encode(_frame, 85, 1920, _jpeg);
    }

    private int Detect(Frame frame)
    {
        _runner.Fill(0, frame);
        _runner.Run(1);
        return _runner.Decode(0).Length;
    }
}
