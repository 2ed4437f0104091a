using System.Text.Json;
using EdgeWatch.CaseBridge.Snapshots;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;

namespace EdgeWatch.CaseBridge.Tests.Rechecks;

/// <summary>An agent that answers to rechecks at once, as a test says, and remembers what it was asked.</summary>
internal sealed class PlayedAgent
{
    private readonly List<AgentRequest> _asked = [];

    public PlayedAgent(RecordingMqtt mqtt, SnapshotDesk desk) => mqtt.OnPublish += message =>
    {
        if (!message.Topic.EndsWith("/requests", StringComparison.Ordinal))
            return;
        var request = JsonSerializer.Deserialize(message.Payload.Span, ContractsJson.Default.AgentRequest)!;
        _asked.Add(request);
        if (Answer(request) is { } response)
            desk.Answer(JsonSerializer.SerializeToUtf8Bytes(response, ContractsJson.Default.AgentResponse));
    };

    public IReadOnlyList<AgentRequest> Asked => _asked;

    /// <summary>Null: it does not answer.</summary>
    public Func<AgentRequest, AgentResponse?> Answer { get; set; } = request => NotSeen(request);

    public static AgentResponse NotSeen(AgentRequest request) => Of(request, RecheckAnswers.NotSeen, "bin, score 0.91; no overflow", 1.0 / 80);

    public static AgentResponse Seen(AgentRequest request) => Of(request, RecheckAnswers.Seen, "overflow, score 0.83", 20);

    public static AgentResponse Dark(AgentRequest request) => Of(request, RecheckAnswers.CannotTell, "nothing can be told from the look: too dark", 1, RecheckObstacles.Dark);

    private static AgentResponse Of(AgentRequest request, string answer, string found, double ratio, string? why = null) => new()
    {
        Id = request.Id,
        Camera = request.Camera,
        TakenAt = request.Recheck!.Since.AddMinutes(11),
        Picture = CandidateFactory.Picture(request.Id.GetHashCode()),
        Width = 960,
        Height = 540,
        Recheck = new RecheckAnswer { Answer = answer, Why = why, Found = found, At = request.Recheck.Since.AddMinutes(11), LikelihoodRatio = ratio },
    };
}
