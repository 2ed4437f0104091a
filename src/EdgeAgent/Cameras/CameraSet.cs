using EdgeWatch.Contracts;

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
        var answer = new AgentResponse { Id = request.Id, Camera = request.Camera };
        if (cameras.FirstOrDefault(camera => camera.Id == request.Camera) is not { } camera)
            return answer with { Error = $"no camera '{request.Camera}' is configured here" };
        if (camera.Latest is not { } latest)
            return answer with { Error = $"camera {camera.Id} is set aside: {camera.Status().LastError}" };
        try
        {
            var picture = request.Kind == AgentRequestKinds.LookNow ? await LookAsync(camera, abort) : latest.Picture();
            return picture is null
                ? answer with { Error = $"camera {camera.Id} has not made a look yet; it is {camera.Status().State}" }
                : answer with { TakenAt = picture.TakenAt, Picture = picture.Jpeg, Subjects = picture.Subjects };
        }
        catch (TimeoutException)
        {
            return answer with { Error = $"camera {camera.Id} made no look within {LookLimit.TotalSeconds:F0} s; it is {camera.Status().State}" };
        }
        catch (Exception error) when (!abort.IsCancellationRequested)
        {
            return answer with { Error = $"the picture of camera {camera.Id} could not be made: {error.Message}" };
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var camera in cameras)
            await camera.DisposeAsync();
    }

    private async Task<Stages.LookPicture> LookAsync(ICamera camera, CancellationToken abort)
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
