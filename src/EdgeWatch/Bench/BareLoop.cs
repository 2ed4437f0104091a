using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Ingest.Video.LibAv;

namespace EdgeWatch.Bench;

/// <summary>
/// The least that a look can cost with these engines: one thread a camera reads packets; when a look is due the next key frame is decoded and the
/// detector runs. No reconnecting, no clock, no rules, no queue, no status: what the agent costs beyond this is what we wrote.
/// </summary>
internal sealed class BareLoop(IDetector detector, TimeSpan cadence, TimeProvider time)
{
    public async Task RunAsync(IReadOnlyList<string> urls, CancellationToken stop)
    {
        var threads = urls.Select((url, index) => new Thread(() => Read(url, index, stop), maxStackSize: 256 * 1024) { IsBackground = true }).ToArray();
        foreach (var thread in threads)
            thread.Start();
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
    }

    private unsafe void Read(string url, int index, CancellationToken stop)
    {
        using var demuxer = Demuxer.Open(url, url, [new("rtsp_transport", "tcp"), new("allowed_media_types", "video")], null, probe: false);
        using var decoder = Decoder.Open(demuxer.Parameters, url);
        using var pictures = new PictureMaker();
        // The first looks are spread over the cadence, as the agent's are.
        var next = time.GetTimestamp() + (long)(cadence.TotalSeconds * index / 20 * time.TimestampFrequency);
        for (var look = 1L; !stop.IsCancellationRequested && demuxer.Read() == 0;)
        {
            if (time.GetTimestamp() < next || !demuxer.IsKey)
                continue;
            var picture = FramePool.Shared.Rent();
            if (decoder.DecodeAlone(demuxer.Packet, picture) != DecodeOutcome.Decoded)
            {
                FramePool.Shared.Release(picture);
                continue;
            }

            next += (long)(cadence.TotalSeconds * time.TimestampFrequency);
            using var frame = pictures.Make(picture, "bare", look++, time.GetUtcNow());
            var detecting = detector.DetectAsync(frame, stop);
            _ = detecting.IsCompletedSuccessfully ? detecting.GetAwaiter().GetResult() : detecting.AsTask().GetAwaiter().GetResult();
        }
    }
}
