using System.Collections.Concurrent;
using System.Text.Json;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;

namespace EdgeWatch.CaseBridge.Snapshots;

/// <summary>
/// Asks agents and waits for their answers. Pages that ask for the same picture at the same time share one request, and one a second old is
/// good enough for all of them.
/// </summary>
internal sealed class SnapshotDesk(IMqttClient mqtt, TimeProvider time)
{
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<AgentResponse>> _waiting = new();
    private readonly ConcurrentDictionary<(string Agent, string Camera, string Kind), (long At, Task<AgentResponse?> Answer)> _recent = new();

    /// <summary>The picture, or an error in the agent's words; null where the agent did not answer in time.</summary>
    /// <exception cref="MqttException">The broker is away.</exception>
    public Task<AgentResponse?> AskAsync(string agent, string camera, bool lookNow)
    {
        var kind = lookNow ? AgentRequestKinds.LookNow : AgentRequestKinds.Snapshot;
        var now = time.GetTimestamp();
        foreach (var stale in _recent.Where(recent => !IsGood(recent.Value)))
            _recent.TryRemove(stale);
        return _recent.AddOrUpdate(
            (agent, camera, kind),
            _ => (now, AskAsync(agent, PictureOf(camera, kind), AnswerWithin)),
            (_, recent) => IsGood(recent) ? recent : (now, AskAsync(agent, PictureOf(camera, kind), AnswerWithin))).Answer;
    }

    /// <summary>Takes a response off the broker; one that nobody here asked for is another bridge's.</summary>
    public void Answer(ReadOnlySpan<byte> json)
    {
        try
        {
            if (JsonSerializer.Deserialize(json, ContractsJson.Default.AgentResponse) is { } response && _waiting.TryGetValue(response.Id, out var waiting))
                waiting.TrySetResult(response);
        }
        catch (JsonException)
        {
            // Whoever asked is told after the time-out.
        }
    }

    private bool IsGood((long At, Task<AgentResponse?> Answer) recent) =>
        !recent.Answer.IsCompleted || (recent.Answer.IsCompletedSuccessfully && time.GetElapsedTime(recent.At) < FreshFor);

    private AgentRequest PictureOf(string camera, string kind) => new(Guid.CreateVersion7(time.GetUtcNow()), kind, camera);

    /// <summary>Sends a request that nobody shares; null where the agent did not answer in time.</summary>
    /// <exception cref="MqttException">The broker is away.</exception>
    public async Task<AgentResponse?> AskAsync(string agent, AgentRequest request, TimeSpan within, CancellationToken stop = default)
    {
        var waiting = new TaskCompletionSource<AgentResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[request.Id] = waiting;
        try
        {
            using var late = new CancellationTokenSource(within, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
            await mqtt.PublishAsync(
                new MqttPublish(Topics.Requests(agent), JsonSerializer.SerializeToUtf8Bytes(request, ContractsJson.Default.AgentRequest))
                {
                    ContentType = "application/json",
                    ResponseTopic = Topics.Responses(agent),
                },
                either.Token);
            return await waiting.Task.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            _waiting.TryRemove(request.Id, out _);
        }
    }
}
