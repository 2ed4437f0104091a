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
    private ModelRunner _runner = null!;

    [GlobalSetup]
    public void Setup()
    {
        _frame = LetterboxBench.PlainFrame("1920x1080");
        var root = ModelCatalogue.DefaultRoot(AppContext.BaseDirectory) ?? throw new DirectoryNotFoundException("no models folder above the program; run from a checkout");
        _runner = new ModelRunner(ModelFolder.Load(Path.Combine(root, "street-waste")), threads: 1);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _runner.Dispose();
        _encoder.Dispose();
        _frame.Dispose();
    }

    /// <summary>Letterbox, network, decoding, suppression.</summary>
    [Benchmark]
    public int Detect()
    {
        _runner.Fill(0, _frame);
        _runner.Run(1);
        return _runner.Decode(0).Length;
    }

    /// <summary>The network alone.</summary>
    [Benchmark]
    public void Network() => _runner.Run(1);

    /// <summary>1080p, BT.709 limited range to JPEG's colours, quality 85.</summary>
    [Benchmark]
    public int Jpeg()
    {
        _jpeg.ResetWrittenCount();
        return _encoder.Encode(_frame, 85, 1920, _jpeg);
    }
}
