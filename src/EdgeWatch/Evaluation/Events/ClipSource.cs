using System.Runtime.CompilerServices;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.Evaluation.Events;

/// <summary>Plays a clip once, or round and round for a while, and keeps account of what was looked at.</summary>
/// <param name="source">The clip as a camera.</param>
/// <param name="length">Clip time after which it ends; null: at its own end.</param>
internal sealed class ClipSource(IFrameSource source, TimeSpan? length) : IFrameSource
{
    private DateTimeOffset? _first;

    public SourceStatus Status => source.Status;

    public int Looks { get; private set; }

    /// <summary>Clip time up to the last look.</summary>
    public TimeSpan Played { get; private set; }

    /// <summary>True after the flow was begun a second time: a bug ended the first.</summary>
    public bool BegunAgain { get; private set; }

    public async IAsyncEnumerable<Frame> ReadAsync(LookSchedule schedule, [EnumeratorCancellation] CancellationToken stop)
    {
        if (BegunAgain = _first is not null)
            yield break;
        await foreach (var frame in source.ReadAsync(schedule, stop))
        {
            var at = frame.TakenAt - (_first ??= frame.TakenAt);
            if (at > length)
            {
                frame.Dispose();
                yield break;
            }

            (Played, Looks) = (at, Looks + 1);
            yield return frame;
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
