using System.Runtime.CompilerServices;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Tests.Host;

/// <summary>A camera that gives so many looks, ten seconds of camera time apart, and then stays silent.</summary>
internal sealed class ScriptedSource(int looks, DateTimeOffset from) : IFrameSource
{
    private long _made;

    public SourceStatus Status => new() { State = SourceState.Live, Since = from, LooksDue = looks, LooksMade = Interlocked.Read(ref _made), Codec = "h264" };

    public async IAsyncEnumerable<Frame> ReadAsync(LookSchedule schedule, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var look = 1; look <= looks; look++)
        {
            yield return Pictures.Textured(from + look * TimeSpan.FromSeconds(10), noise: 2);
            Interlocked.Increment(ref _made);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
