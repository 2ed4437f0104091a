using BenchmarkDotNet.Attributes;
using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.Bench;

/// <summary>Class-wise non-maximum suppression of candidates that crowd around a few things, as networks give them.</summary>
[MemoryDiagnoser]
[MinColumn]
public class SuppressionBench
{
    private readonly CandidateList _candidates = new();
    private readonly Suppression _suppression = new();

    [Params(20, 200, 2000)]
    public int Candidates { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var i = 0; i < Candidates; i++)
        {
            var thing = random.Next(20);
            _candidates.AddCentred(20 * thing + 6 * random.NextSingle(), 10 * thing + 6 * random.NextSingle(), 40 + 4 * random.NextSingle(), 60, random.NextSingle(), thing % 6);
        }
    }

    [Benchmark]
    public int Suppress() => _suppression.Run(_candidates, 0.6f).Length;
}
