using System.Text.Json;
using System.Threading.Channels;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Centre;

/// <summary>Answers requests of the centre, a few at a time; one that waits for a slow camera does not hold up the others or the acknowledgements.</summary>
internal sealed class RequestDesk(string agent, CentreHooks hooks, IMqttClient client, AgentMetrics metrics, ILogger logger)
{
    private const int AtATime = 4;
    private const int Waiting = 64;
    private readonly Channel<AgentRequest> _requests = Channel.CreateBounded<AgentRequest>(Waiting);

    /// <summary>Takes a request; one too many is dropped and counted, and the centre asks again.</summary>
    public void Take(AgentRequest request)
    {
        if (!_requests.Writer.TryWrite(request))
            metrics.Dropped("requests", "queue-full");
    }

    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => WorkAsync(stop)));

    private async Task WorkAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var request in _requests.Reader.ReadAllAsync(stop))
                await AnswerAsync(request, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The agent ends; whoever asked will hear from its status.
        }
    }

    private async Task AnswerAsync(AgentRequest request, CancellationToken stop)
    {
        try
        {
            var response = await RespondAsync(request, stop);
            var body = JsonSerializer.SerializeToUtf8Bytes(response, ContractsJson.Default.AgentResponse);
            await client.PublishAsync(new MqttPublish(Topics.Responses(agent), body) { ContentType = "application/json" }, stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            Log.RequestFailed(logger, error, request.Id, request.Kind, request.Camera);
        }
    }

    private async ValueTask<AgentResponse> RespondAsync(AgentRequest request, CancellationToken stop)
    {
        if (request.Kind is not (AgentRequestKinds.Snapshot or AgentRequestKinds.LookNow or AgentRequestKinds.Recheck))
            return Failed(request, $"request '{request.Kind}' is unknown to this agent; known are snapshot, look-now and recheck");
        try
        {
            return await hooks.Answer(request, stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            Log.RequestFailed(logger, error, request.Id, request.Kind, request.Camera);
            return Failed(request, error.Message);
        }
    }

    private static AgentResponse Failed(AgentRequest request, string error) => new() { Id = request.Id, Camera = request.Camera, Error = error };
}
