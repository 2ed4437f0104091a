using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace EdgeWatch.Receiver;

/// <summary>Tells a bridge by its inbound API what happened to a request.</summary>
internal sealed class BridgeCaller : IDisposable
{
    // A bridge that starts anew, or a machine that is busy, is back within seconds; who pressed a button waits no longer.
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    private readonly HttpClient? _client;
    private readonly TimeProvider _time;

    public BridgeCaller(ReceiverOptions options, TimeProvider time)
    {
        _time = time;
        if (options.Bridge is not { } address)
            return;
        _client = new HttpClient { BaseAddress = new Uri(address.TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(10) };
        if (options.BridgeToken is { } token)
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Whether a bridge that answered so has decided about it: taken or refused.</summary>
    public static bool IsHeard(string told) => char.IsAsciiDigit(told[0]) && told[0] != '5';

    /// <summary>What the bridge answered, in words, after a few tries where it did not; null where no bridge is to be told.</summary>
    /// <param name="request">The request.</param>
    /// <param name="number">Of the step: the update's id is made of it, so that telling it again changes nothing.</param>
    /// <param name="step">What happened.</param>
    /// <param name="stop">Ends the attempt.</param>
    public async Task<string?> TellAsync(ReceivedRequest request, int number, RequestStep step, CancellationToken stop)
    {
        if (_client is null)
            return null;
        var told = await TellOnceAsync(_client, request, number, step, stop);
        foreach (var wait in Waits)
        {
            if (IsHeard(told))
                break;
            await Task.Delay(wait, _time, stop);
            told = await TellOnceAsync(_client, request, number, step, stop);
        }

        return told;
    }

    public void Dispose() => _client?.Dispose();

    private static async Task<string> TellOnceAsync(HttpClient client, ReceivedRequest request, int number, RequestStep step, CancellationToken stop)
    {
        try
        {
            using var response = await client.PutAsJsonAsync(
                $"api/city/requests/{request.Id}/updates", new { id = $"{request.Id}-{number}", status = step.Status, actor = "receiver", at = step.At, note = step.Note }, stop);
            var text = await response.Content.ReadAsStringAsync(stop);
            return $"{(int)response.StatusCode} {text}";
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return $"not reached: {exception.Message}";
        }
    }
}
