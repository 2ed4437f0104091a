using BenchmarkDotNet.Attributes;
using EdgeWatch.EdgeAgent.Backgrounds;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Views;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.Bench;

/// <summary>What a look costs before and after the models: inspection with registration, and the comparison with the background.</summary>
[MemoryDiagnoser]
[MinColumn]
public class CompareBench
{
    private readonly LumaGrid _grid = new();
    private readonly UsualView _usual = new();
    private readonly LookBackground _background = new();
    private readonly ChangeRegions _regions = new();
    private Frame _frame = null!;
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    [Params("640x360", "1920x1080")]
    public string Picture { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _frame = LetterboxBench.PlainFrame(Picture);
        for (var i = 0; i < 40; i++)
        {
            Inspect();
            Compare();
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _frame.Dispose();

    [Benchmark]
    public bool Inspect()
    {
        _grid.Measure(_frame);
        return _usual.Compare(_grid, _now += TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)) == Visibility.Clear;
    }

    [Benchmark]
    public int Compare()
    {
        var look = LookCells.Shared;
        look.Measure(_frame, default);
        if (_background.Compare(look, []))
            _regions.Find(look, _background);
        _background.Learn(look);
        return _regions.Count;
    }
}
