using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Sensors;

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

    /// <summary>The fixed sensors; null where none are configured.</summary>
    public SensorSet? Sensors { get; init; }

    /// <summary>Takes the number of status pages that were published, and gives that of the last start.</summary>
    public SensorKeeper? SensorKeeper { get; init; }

    /// <summary>Answers a request of the centre: a picture, what was seen of a problem, or an error in words.</summary>
    public required Func<AgentRequest, CancellationToken, ValueTask<AgentResponse>> Answer { get; init; }
}
