using System.Runtime.CompilerServices;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>Turns frames into looks: each gets the settings in force and the moment at which it came.</summary>
internal sealed class LookSource(string camera, IFrameSource frames, LookSchedule schedule, ISettingsSource settings, TimeProvider time)
{
    public async IAsyncEnumerable<Look> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var frame in frames.ReadAsync(schedule, stop))
            yield return new Look(frame, settings.Current(camera), time.GetTimestamp());
    }
}
