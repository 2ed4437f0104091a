using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace EdgeWatch.Receiver;

/// <summary>Tells a bridge by its inbound API what happened to a request.</summary>
internal sealed class BridgeCaller : IDisposable
{
    private readonly HttpClient? _client;

    public BridgeCaller(ReceiverOptions options)
    {
        if (options.Bridge is not { } address)
            return;
        _client = new HttpClient { BaseAddress = new Uri(address.TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(10) };
        if (options.BridgeToken is { } token)
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>What the bridge answered, in words; null where no bridge is to be told.</summary>
    /// <param name="request">The request.</param>
    /// <param name="number">Of the step: the update's id is made of it, so that telling it again changes nothing.</param>
    /// <param name="step">What happened.</param>
    /// <param name="stop">Ends the attempt.</param>
    public async Task<string?> TellAsync(ReceivedRequest request, int number, RequestStep step, CancellationToken stop)
    {
        if (_client is null)
            return null;
        try
        {
            using var response = await _client.PutAsJsonAsync(
                $"api/city/requests/{request.Id}/updates", new { id = $"{request.Id}-{number}", status = step.Status, actor = "receiver", at = step.At, note = step.Note }, stop);
            var text = await response.Content.ReadAsStringAsync(stop);
            return $"{(int)response.StatusCode} {text}";
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return $"not reached: {exception.Message}";
        }
    }

    public void Dispose() => _client?.Dispose();
}
