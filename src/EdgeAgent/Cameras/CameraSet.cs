using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent.Cameras;

/// <summary>All cameras of an agent: runs them, sums them up, and answers requests for their pictures.</summary>
internal sealed class CameraSet(IReadOnlyList<ICamera> cameras, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long a request waits for a new look; the console gives up a little later.</summary>
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(8);

    private Dictionary<string, long> _madeAtReport = [];
    private long _dueAtReport;

    public IReadOnlyList<CameraStatus> Status() => [.. cameras.Select(camera => camera.Status())];

    public Task RunAsync(CancellationToken stop, CancellationToken abort) => Task.WhenAll(cameras.Select(camera => camera.RunAsync(stop, abort)));

    /// <summary>Takes over changed settings as far as they cannot wait for the next look.</summary>
    public void SettingsChanged()
    {
        foreach (var camera in cameras)
            camera.SettingsChanged();
    }

    /// <summary>Looks due and made since the last call, and the cameras that made any.</summary>
    public (int Cameras, int Seen, long Due, long Made) TakeLooks()
    {
        var status = Status();
        var made = status.GroupBy(camera => camera.Camera).ToDictionary(group => group.Key, group => group.Max(camera => camera.LooksMade), StringComparer.Ordinal);
        var due = status.Sum(camera => camera.LooksDue);
        var since = made.ToDictionary(camera => camera.Key, camera => camera.Value - _madeAtReport.GetValueOrDefault(camera.Key), StringComparer.Ordinal);
        var looks = (status.Count, since.Values.Count(looks => looks > 0), due - _dueAtReport, since.Values.Sum());
        (_madeAtReport, _dueAtReport) = (made, due);
        return looks;
    }

    /// <summary>Answers a request of the centre; what cannot be had is said in words, never thrown.</summary>
    public async Task<AgentResponse> AnswerAsync(AgentRequest request, CancellationToken abort)
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
