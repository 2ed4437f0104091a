using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using EdgeWatch.EdgeAgent;
using EdgeWatch.EdgeAgent.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Bench;

/// <summary>
/// What the flow itself costs: items through a queue, five stages that do nothing, a second queue and a sink, per item. <see cref="Loop"/> is the same
/// work without any flow, as the bound.
/// </summary>
[MemoryDiagnoser]
public class PipelineHop
{
    private const int Items = 10_000;
    private readonly Token[] _items = [.. Enumerable.Range(0, Items).Select(number => new Token(number))];
    private PipelineReport _report = null!;
    private long _sum;

    [GlobalSetup]
    public void Setup()
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        _report = new PipelineReport("bench", new AgentMetrics(meters), NullLogger.Instance);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public async Task<long> TwoQueuesAndFiveStages()
    {
        _sum = 0;
        var stage = new PassOn();
        await Pipeline.From(_ => _items.ToAsyncEnumerable(), "items", 64, WhenFull.Wait, _report)
            .Then(stage).Then(stage).Then(stage).Then(stage).Then(stage)
            .Queue("passed", 64, WhenFull.Wait)
            .To("sink", Add)
            .RunAsync(CancellationToken.None, CancellationToken.None);
        return _sum;
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public async Task<long> OneQueueAndFiveStages()
    {
        _sum = 0;
        var stage = new PassOn();
        await Pipeline.From(_ => _items.ToAsyncEnumerable(), "items", 64, WhenFull.Wait, _report)
            .Then(stage).Then(stage).Then(stage).Then(stage).Then(stage)
            .To("sink", Add)
            .RunAsync(CancellationToken.None, CancellationToken.None);
        return _sum;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Items)]
    public async Task<long> Loop()
    {
        _sum = 0;
        var stage = new PassOn();
        await foreach (var item in _items.ToAsyncEnumerable())
        {
            var passed = item;
            for (var i = 0; i < 5; i++)
                passed = (await stage.RunAsync(passed, CancellationToken.None))!;
            await Add(passed, CancellationToken.None);
        }

        return _sum;
    }

    private ValueTask Add(Token token, CancellationToken abort)
    {
        _sum += token.Number;
        return ValueTask.CompletedTask;
    }

    private sealed record Token(int Number) : IDetached;

    private sealed class PassOn : IStage<Token, Token>
    {
        public string Name => "pass-on";

        public ValueTask<Token?> RunAsync(Token item, CancellationToken abort) => ValueTask.FromResult<Token?>(item);
    }
}
