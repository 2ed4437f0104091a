using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Bench;

/// <summary>
/// Candidates with a picture of 100 KB, each on disk when its append returns, from one task or from many at once (these share transactions); one operation
/// is one append. What was written is taken off again, so that the file does not grow without end.
/// </summary>
[MemoryDiagnoser]
public class OutboxAppend
{
    private const int Appends = 512;
    private readonly byte[] _picture = new byte[100 * 1024];
    private string _folder = "";
    private Outbox _outbox = null!;
    private int _written;

    [Params(1, 16, 64)]
    public int Tasks { get; set; }

    [Params(true, false)]
    public bool Pictures { get; set; }

    /// <summary>Waits by itself: the in-process toolchain begins to measure before an asynchronous set-up has ended.</summary>
    [GlobalSetup]
    public void Setup() => SetupAsync().GetAwaiter().GetResult();

    private async Task SetupAsync()
    {
        new Random(1).NextBytes(_picture);
        _folder = Directory.CreateTempSubdirectory("edgewatch-bench-").FullName;
        var metrics = new AgentMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        _outbox = await Outbox.OpenAsync(
            Path.Combine(_folder, "outbox.db"), new OutboxOptions(), new EvidenceOptions { BudgetMegabytes = 4096 }, TimeProvider.System, metrics, NullLogger<Outbox>.Instance);
    }

    [Benchmark(OperationsPerInvoke = Appends)]
    public Task AppendAsync() => Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => AppendSomeAsync(Appends / Tasks)));

    [IterationCleanup]
    public void Empty()
    {
        var rows = _outbox.ReadUrgent(int.MaxValue);
        _outbox.SettleAsync(new Acknowledgement { Committed = [.. rows.Select(row => row.Id)] }, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _outbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AppendSomeAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _outbox.AppendAsync(Candidate(), CancellationToken.None);
    }

    private EvidencedCandidate Candidate()
    {
        var at = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero).AddSeconds(Interlocked.Increment(ref _written));
        var evidence = new EvidenceReference
        {
            Id = Guid.CreateVersion7(at),
            MediaType = "image/jpeg",
            Sha256 = new string('0', 64),
            Bytes = _picture.Length,
            Width = 1280,
            Height = 720,
            TakenAt = at,
        };
        var data = new CandidateData
        {
            Incident = Guid.CreateVersion7(at),
            Sequence = 1,
            Problem = Problems.BinOverflow,
            SeenAt = at,
            Since = at,
            Score = 0.8f,
            Threshold = 0.5f,
            Confidence = 0.9f,
            Judgement = new() { Rule = "state", Zone = "z1", LooksFor = 3, LooksAgainst = 1, Dwell = TimeSpan.FromSeconds(30), Asked = "3 of 5 looks ≥ 0.50" },
            Subjects = [new("overflow", 0.8f, 0.1f, 0.1f, 0.4f, 0.5f)],
            Evidence = Pictures ? evidence : null,
            Made = new("0.1.0", ["garbage@0123456789ab"], 0),
        };
        var candidate = new CandidateEvent { Id = Guid.CreateVersion7(at), Source = "/agents/bench/cameras/c1", Type = CandidateTypes.Opened, Time = at, Data = data };
        return new EvidencedCandidate(candidate, Pictures ? _picture : null, 0);
    }
}
