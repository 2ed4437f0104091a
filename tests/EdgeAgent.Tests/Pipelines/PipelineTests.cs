using System.Runtime.CompilerServices;
using EdgeWatch.EdgeAgent.Pipelines;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Pipelines;

public sealed class PipelineTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly AgentMetrics _metrics = TestMetrics.Create();
    private readonly List<Item> _made = [];

    [Fact]
    public async Task Every_item_goes_through_the_stages_in_order_and_is_disposed_once()
    {
        var arrived = new List<string>();
        var pipeline = From(Numbers(3), WhenFull.Wait)
            .Then(new Step<Item, Item>(item => item))
            .Then(new Step<Item, Note>(item => new Note($"n{item.Number}")))
            .Queue("notes", 4, WhenFull.Wait)
            .To("sink", (note, _) => Add(arrived, note.Text));

        await RunAsync(pipeline);

        arrived.ShouldBe(["n1", "n2", "n3"]);
        _made.ShouldAllBe(item => item.Disposals == 1);
    }

    [Fact]
    public async Task A_throwing_stage_costs_its_item_and_nothing_else()
    {
        var arrived = new List<string>();
        var pipeline = From(Numbers(3), WhenFull.Wait)
            .Then(new Step<Item, Note>(item => item.Number == 2 ? throw new InvalidOperationException("no") : new Note($"n{item.Number}")))
            .To("sink", (note, _) => Add(arrived, note.Text));

        await RunAsync(pipeline);

        arrived.ShouldBe(["n1", "n3"]);
        _made.ShouldAllBe(item => item.Disposals == 1);
        _metrics.Period.Take().Dropped.ShouldBe(new Dictionary<string, long> { ["step-failed"] = 1 });
    }

    [Fact]
    public async Task A_cancellation_that_is_not_ours_is_a_failure_and_does_not_end_the_flow()
    {
        var arrived = new List<string>();
        var pipeline = From(Numbers(2), WhenFull.Wait)
            .Then(new Step<Item, Note>(item => item.Number == 1 ? throw new TaskCanceledException("a time-out of somebody else") : new Note($"n{item.Number}")))
            .To("sink", (note, _) => Add(arrived, note.Text));

        await RunAsync(pipeline);

        arrived.ShouldBe(["n2"]);
        _metrics.Period.Take().Dropped.ShouldBe(new Dictionary<string, long> { ["step-failed"] = 1 });
    }

    [Fact]
    public async Task One_of_many_that_fails_costs_no_other()
    {
        var arrived = new List<string>();
        var pipeline = From(Numbers(1), WhenFull.Wait)
            .ThenEach(new Step<Item, IReadOnlyList<Note>>(_ => [new Note("a"), new Note("bad"), new Note("c")]))
            .Then(new Step<Note, Note>(note => note.Text == "bad" ? throw new InvalidOperationException("bad") : note))
            .To("sink", (note, _) => Add(arrived, note.Text));

        await RunAsync(pipeline);

        arrived.ShouldBe(["a", "c"]);
    }

    [Fact]
    public async Task A_failing_sink_costs_its_item_and_nothing_else()
    {
        var arrived = new List<string>();
        var pipeline = From(Numbers(2), WhenFull.Wait)
            .To("sink", (item, _) => item.Number == 1 ? throw new IOException("disk") : Add(arrived, $"n{item.Number}"));

        await RunAsync(pipeline);

        arrived.ShouldBe(["n2"]);
        _metrics.Period.Take().Dropped.ShouldBe(new Dictionary<string, long> { ["sink-failed"] = 1 });
    }

    [Fact]
    public async Task A_full_queue_gives_up_its_oldest_counts_and_disposes_it()
    {
        var gate = new TaskCompletionSource();
        var first = new TaskCompletionSource();
        var arrived = new List<string>();
        var pipeline = From(AfterFirst(first.Task, 6), WhenFull.DropOldest)
            .To("sink", async (item, _) =>
            {
                first.TrySetResult();
                await gate.Task;
                arrived.Add($"n{item.Number}");
            });

        var run = pipeline.RunAsync(CancellationToken.None, CancellationToken.None);
        await Until(() => _made.Count == 6 && _made.Count(item => item.Disposals == 1) == 3);
        gate.SetResult();
        await run.WaitAsync(Deadline);

        arrived.ShouldBe(["n1", "n5", "n6"]);
        _made.ShouldAllBe(item => item.Disposals == 1);
        _metrics.Period.Take().Dropped.ShouldBe(new Dictionary<string, long> { ["items-full"] = 3 });
    }

    [Fact]
    public async Task Stop_drains_what_is_under_way()
    {
        using var stop = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        var arrived = new List<string>();
        var pipeline = From(Endless(), WhenFull.Wait)
            .To("sink", async (item, _) =>
            {
                await gate.Task;
                arrived.Add($"n{item.Number}");
            });

        var run = pipeline.RunAsync(stop.Token, CancellationToken.None);
        await Until(() => _made.Count >= 4); // one in hand, two in the queue, one that waits to be written
        await stop.CancelAsync();
        gate.SetResult();
        await run.WaitAsync(Deadline);

        arrived.Count.ShouldBe(_made.Count);
        _made.ShouldAllBe(item => item.Disposals == 1);
        _metrics.Period.Take().Dropped.ShouldBeEmpty();
    }

    [Fact]
    public async Task Abort_disposes_and_counts_whatever_waits_also_the_item_whose_write_was_cancelled()
    {
        using var abort = new CancellationTokenSource();
        var pipeline = From(Endless(), WhenFull.Wait)
            .To("sink", async (_, token) => await Task.Delay(Timeout.Infinite, token));

        var run = pipeline.RunAsync(CancellationToken.None, abort.Token);
        await Until(() => _made.Count >= 4);
        await abort.CancelAsync();
        await run.WaitAsync(Deadline);

        _made.ShouldAllBe(item => item.Disposals == 1);
        _metrics.Period.Take().Dropped.Values.Sum().ShouldBe(_made.Count);
    }

    [Fact]
    public async Task A_flow_that_is_told_to_end_before_it_begins_still_disposes_what_its_source_gives()
    {
        var pipeline = From(Numbers(2), WhenFull.Wait).To("sink", (_, _) => throw new InvalidOperationException("nothing may arrive"));

        await pipeline.RunAsync(new CancellationToken(canceled: true), new CancellationToken(canceled: true)).WaitAsync(Deadline);

        _made.ShouldAllBe(item => item.Disposals == 1);
        _metrics.Period.Take().Dropped.Keys.ShouldBeSubsetOf(["items-aborted"]);
    }

    [Fact]
    public async Task What_the_source_throws_comes_out_after_everything_came_through()
    {
        var arrived = new List<string>();
        var pipeline = From(Broken(), WhenFull.Wait).To("sink", (item, _) => Add(arrived, $"n{item.Number}"));

        (await Should.ThrowAsync<InvalidDataException>(RunAsync(pipeline))).Message.ShouldBe("source");

        arrived.ShouldBe(["n1"]);
        _made.ShouldAllBe(item => item.Disposals == 1);
    }

    [Fact]
    public async Task The_frame_is_given_back_before_a_slow_outbox_takes_what_came_of_it()
    {
        var gate = new TaskCompletionSource();
        var pipeline = From(Numbers(2), WhenFull.Wait)
            .Then(new Step<Item, Note>(item => new Note($"n{item.Number}")))
            .Queue("notes", 4, WhenFull.Wait)
            .To("sink", async (_, _) => await gate.Task);

        var run = pipeline.RunAsync(CancellationToken.None, CancellationToken.None);
        await Until(() => _made.Count == 2 && _made.TrueForAll(item => item.Disposals == 1));
        run.IsCompleted.ShouldBeFalse();
        gate.SetResult();
        await run.WaitAsync(Deadline);
    }

    private static Task RunAsync(Pipeline pipeline) => pipeline.RunAsync(CancellationToken.None, CancellationToken.None).WaitAsync(Deadline);

    private static ValueTask Add(List<string> list, string text)
    {
        list.Add(text);
        return ValueTask.CompletedTask;
    }

    private static async Task Until(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
            await Task.Delay(1, deadline.Token);
    }

    private Flow<Item, Item> From(Func<CancellationToken, IAsyncEnumerable<Item>> source, WhenFull whenFull) =>
        Pipeline.From(source, "items", 2, whenFull, new PipelineReport("gate-3", _metrics, NullLogger.Instance));

    private Item Make(int number)
    {
        var item = new Item(number);
        _made.Add(item);
        return item;
    }

    private Func<CancellationToken, IAsyncEnumerable<Item>> Numbers(int count) => _ => Enumerable.Range(1, count).Select(Make).ToAsyncEnumerable();

    private Func<CancellationToken, IAsyncEnumerable<Item>> AfterFirst(Task first, int count)
    {
        return _ => Yield();

        async IAsyncEnumerable<Item> Yield()
        {
            yield return Make(1);
            await first;
            for (var number = 2; number <= count; number++)
                yield return Make(number);
        }
    }

    private Func<CancellationToken, IAsyncEnumerable<Item>> Endless()
    {
        return Yield;

        async IAsyncEnumerable<Item> Yield([EnumeratorCancellation] CancellationToken stop)
        {
            for (var number = 1; !stop.IsCancellationRequested; number++)
            {
                yield return Make(number);
                await Task.Yield();
            }
        }
    }

    private Func<CancellationToken, IAsyncEnumerable<Item>> Broken()
    {
        return _ => Yield();

        async IAsyncEnumerable<Item> Yield()
        {
            yield return Make(1);
            await Task.Yield();
            throw new InvalidDataException("source");
        }
    }

    private sealed class Item(int number) : IDisposable
    {
        private int _disposals;

        public int Number => number;

        public int Disposals => Volatile.Read(ref _disposals);

        public void Dispose() => Interlocked.Increment(ref _disposals);
    }

    private sealed record Note(string Text) : IDetached;

    private sealed class Step<TIn, TOut>(Func<TIn, TOut?> run) : IStage<TIn, TOut>
        where TOut : class
    {
        public string Name => "step";

        public async ValueTask<TOut?> RunAsync(TIn item, CancellationToken abort)
        {
            await Task.Yield();
            return run(item);
        }
    }
}
