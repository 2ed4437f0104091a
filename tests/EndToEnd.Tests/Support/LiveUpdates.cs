using System.Text.Json.Nodes;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>Listens to the bridge's server-sent events as the console does.</summary>
internal sealed class LiveUpdates : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly List<(string Name, JsonNode Body)> _updates = [];

    private LiveUpdates()
    {
    }

    public static async Task<LiveUpdates> OpenAsync(string address)
    {
        var updates = new LiveUpdates();
        var stream = await updates._http.GetStreamAsync($"{address}/api/live");
        _ = updates.ListenAsync(stream);
        return updates;
    }

    /// <summary>What has come so far under this name.</summary>
    public List<JsonNode> Read(string name)
    {
        lock (_updates)
            return [.. _updates.Where(update => update.Name == name).Select(update => update.Body)];
    }

    public void Dispose() => _http.Dispose();

    private async Task ListenAsync(Stream stream)
    {
        try
        {
            using var reader = new StreamReader(stream);
            var name = "";
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                    name = line["event: ".Length..];
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    lock (_updates)
                        _updates.Add((name, JsonNode.Parse(line["data: ".Length..])!));
                }
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The test is over, or the bridge has gone.
        }
    }
}
