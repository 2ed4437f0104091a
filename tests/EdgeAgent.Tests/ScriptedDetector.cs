using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Tests;

/// <summary>A detector that sees what the test says.</summary>
internal sealed class ScriptedDetector(string model, params Detection[] sees) : IDetector
{
    public string Model => model;

    public int Looks { get; private set; }

    /// <summary>Whether it fails on every look instead.</summary>
    public bool Fails { get; init; }

    public IReadOnlyDictionary<string, float> Classes { get; init; } = new Dictionary<string, float> { ["car"] = 0.5f, ["overflow"] = 0.6f };

    public ValueTask<IReadOnlyList<Detection>> DetectAsync(Frame frame, CancellationToken abort)
    {
        Looks++;
        if (Fails)
            throw new InvalidOperationException("broken weights");
        return ValueTask.FromResult<IReadOnlyList<Detection>>(sees);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
