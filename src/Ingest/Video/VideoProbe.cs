using EdgeWatch.Ingest.Video.LibAv;

namespace EdgeWatch.Ingest.Video;

/// <summary>Looks at a camera or file for a few seconds and tells what it sends.</summary>
public static class VideoProbe
{
    /// <summary>Long enough for three key frames of most cameras and their first sender report.</summary>
    public static TimeSpan DefaultDuration { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Probes a camera, file or folder of pictures. Ends as soon as everything is known.</summary>
    /// <param name="options">How it is reached.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="duration">Longest time to watch a camera; <see cref="DefaultDuration"/> if left out.</param>
    /// <exception cref="VideoException">It cannot be read; the message says why and what to do, without credentials.</exception>
    /// <exception cref="FormatException">The address is none.</exception>
    public static async Task<VideoProbeResult> ProbeAsync(
        SourceOptions options, TimeProvider time, CancellationToken stop, TimeSpan? duration = null)
    {
        var url = CameraUrl.Parse(options.Url);
        if (url.Kind == CameraUrlKind.Pictures)
            return ProbePictures(url, options.Camera);
        return await SourceThread.RunAsync("probe", () => Probe(options, url, time, duration ?? DefaultDuration, stop)).ConfigureAwait(false);
    }

    private static VideoProbeResult Probe(SourceOptions options, CameraUrl url, TimeProvider time, TimeSpan duration, CancellationToken stop)
    {
        using var interrupt = new Interrupt(time, stop);
        interrupt.Limit(options.StallTimeout);
        using var demuxer = Open(options, url, interrupt, stop);
        using var watch = new ProbeWatch(options.Camera, demuxer, url.Kind == CameraUrlKind.Rtsp, time);
        var began = time.GetTimestamp();
        while (!watch.IsComplete && time.GetElapsedTime(began) < duration)
        {
            interrupt.Restart(time.GetTimestamp());
            var result = demuxer.Read();
            stop.ThrowIfCancellationRequested();
            if (result == AvConstant.Again)
                continue;
            if (result < 0)
                break;
            watch.Saw();
        }

        interrupt.AllowFarewell();
        return watch.Result(url, options);
    }

    private static Demuxer Open(SourceOptions options, CameraUrl url, Interrupt interrupt, CancellationToken stop)
    {
        LibAv.LibAv.EnsureLoaded();
        if (url.Kind == CameraUrlKind.File)
            return Demuxer.OpenFile(url.Address, interrupt);
        try
        {
            return RtspConnection.Open(url, options.Transport, interrupt);
        }
        catch (VideoException error)
        {
            stop.ThrowIfCancellationRequested();
            throw new VideoException(RtspConnection.Explain(error, interrupt.TimedOut, url, options), error);
        }
    }

    private static VideoProbeResult ProbePictures(CameraUrl url, string camera)
    {
        var pictures = PictureFolderSource.List(url);
        if (pictures.Length == 0)
            throw new VideoException(PictureFolderSource.NothingThere(url));
        var first = PictureFile.Read(pictures[0], camera);
        return new() { Url = url.Shown, Transport = "pictures", Codec = "pictures", Width = first.Width, Height = first.Height, FirstPicture = first };
    }
}
