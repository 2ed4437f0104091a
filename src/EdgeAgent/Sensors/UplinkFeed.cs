using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>
/// What comes through one source, with a beat each second in which nothing came, and the answers of second sources among it: everything that happens to the sensors of a
/// source happens in one order, in one task.
/// </summary>
/// <param name="open">Opens the source, for each reading anew.</param>
/// <param name="isRecorded">Whether time is that of a recording: it passes with its uplinks, not by itself.</param>
/// <param name="time">The agent's clock.</param>
internal sealed class UplinkFeed(Func<IUplinkSource> open, bool isRecorded, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<SensorAnswer> _answers = new();
    private DateTimeOffset? _latest;
    private volatile IUplinkSource? _source;

    /// <summary>How the source is doing; null before it is read.</summary>
    public UplinkSourceStatus? Status => _source?.Status;

    /// <summary>Brings an answer into the flow; safe from any task.</summary>
    public void Post(SensorAnswer answer) => _answers.Enqueue(answer);

    public async IAsyncEnumerable<Heard> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var source = _source = open();
        if (!isRecorded)
            yield return Now();
        await using var uplinks = source.ReadAsync(stop).GetAsyncEnumerator(CancellationToken.None);
        Task? beat = null;
        while (true)
        {
            bool comes;
            var next = uplinks.MoveNextAsync();
            if (next.IsCompletedSuccessfully)
            {
                comes = next.GetAwaiter().GetResult();
            }
            else
            {
                var waiting = next.AsTask();
                while (!waiting.IsCompleted)
                {
                    // After a stop the source ends by itself; until then nothing beats.
                    beat ??= BeatAsync(stop);
                    await (stop.IsCancellationRequested ? Task.WhenAny((Task)waiting) : Task.WhenAny(waiting, beat));
                    if (beat is { IsCompleted: true } && !stop.IsCancellationRequested && !isRecorded)
                        yield return Now();
                    beat = beat is { IsCompleted: true } ? null : beat;
                    while (_answers.TryDequeue(out var answer))
                        yield return Now() with { Answer = answer };
                }

                comes = await waiting;
            }

            if (!comes)
                break;
            _latest = uplinks.Current.ReceivedAt;
            yield return new Heard(uplinks.Current.ReceivedAt, IsLive: true) { Uplink = uplinks.Current };
        }

        yield return Now();
    }

    private Heard Now() => new(isRecorded ? _latest ?? DateTimeOffset.MinValue : time.GetUtcNow(), isRecorded || _source is { Status.Live: true });

    private async Task BeatAsync(CancellationToken stop) => await Task.Delay(Beat, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
