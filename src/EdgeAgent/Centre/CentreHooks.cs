using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent.Centre;

/// <summary>What the link to the centre asks of the agent; every call may come from any task.</summary>
internal sealed record CentreHooks
{
    /// <summary>Version of the agent.</summary>
    public required string Version { get; init; }

    /// <summary>Models loaded, as <c>name@hash12</c>.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Every configured camera as it is now, also those set aside; must return at once.</summary>
    public required Func<IReadOnlyList<CameraStatus>> Cameras { get; init; }

    /// <summary>Answers a request of the centre: a picture, or an error in words.</summary>
    public required Func<AgentRequest, CancellationToken, ValueTask<AgentResponse>> Answer { get; init; }
}
