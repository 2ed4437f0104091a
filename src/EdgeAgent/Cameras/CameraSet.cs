using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Cameras;

/// <summary>All cameras of an agent: runs them, sums them up, and answers requests for their pictures.</summary>
internal sealed class CameraSet(IReadOnlyList<ICamera> cameras, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long a request waits for a new look; the console gives up a little later.</summary>
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(8);

    /// <summary>Cameras that were not set aside.</summary>
    public int Running => cameras.Count(camera => camera.Latest is not null);

    public IReadOnlyList<CameraStatus> Status() => [.. cameras.Select(camera => camera.Status())];

    public Task RunAsync(CancellationToken stop, CancellationToken abort) => Task.WhenAll(cameras.Select(camera => camera.RunAsync(stop, abort)));

    /// <summary>Takes over changed settings as far as they cannot wait for the next look.</summary>
    public void SettingsChanged()
    {
        foreach (var camera in cameras)
            camera.SettingsChanged();
    }

    /// <summary>Answers a request of the centre; what cannot be had is said in words, never thrown.</summary>
    public async ValueTask<AgentResponse> AnswerAsync(AgentRequest request, CancellationToken abort)
    {
        var (picture, failure) = await PictureAsync(request.Camera, request.Kind == AgentRequestKinds.LookNow, abort);
        var answer = new AgentResponse { Id = request.Id, Camera = request.Camera };
        return picture is null ? answer with { Error = failure } : answer with { TakenAt = picture.TakenAt, Picture = picture.Jpeg, Subjects = picture.Subjects };
    }

    /// <summary>Makes a camera look at once, whatever its cadence says: the look, or in words why there is none.</summary>
    public Task<(LookPicture? Look, string? Failure)> LookNowAsync(string camera, CancellationToken abort) => PictureAsync(camera, now: true, abort);

    public async ValueTask DisposeAsync()
    {
        foreach (var camera in cameras)
            await camera.DisposeAsync();
    }

    private async Task<(LookPicture? Look, string? Failure)> PictureAsync(string id, bool now, CancellationToken abort)
    {
        if (cameras.FirstOrDefault(camera => camera.Id == id) is not { } camera)
            return (null, $"no camera '{id}' is configured here");
        if (camera.Latest is not { } latest)
            return (null, $"camera {camera.Id} is set aside: {camera.Status().LastError}");
        try
        {
            var picture = now ? await LookAsync(camera, abort) : latest.Picture();
            return picture is null ? (null, $"camera {camera.Id} has not made a look yet; it is {camera.Status().State}") : (picture, null);
        }
        catch (TimeoutException)
        {
            return (null, $"camera {camera.Id} made no look within {LookLimit.TotalSeconds:F0} s; it is {camera.Status().State}");
        }
        catch (Exception error) when (!abort.IsCancellationRequested)
        {
            return (null, $"the picture of camera {camera.Id} could not be made: {error.Message}");
        }
    }

    private async Task<LookPicture> LookAsync(ICamera camera, CancellationToken abort)
    {
        using var limit = new CancellationTokenSource(LookLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, abort);
        var next = camera.Latest!.NextAsync(either.Token);
        camera.LookNow();
        try
        {
            return await next;
        }
        catch (OperationCanceledException) when (!abort.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }
}
