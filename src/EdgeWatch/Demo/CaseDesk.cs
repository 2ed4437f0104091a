using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeWatch.Contracts;

namespace EdgeWatch.Demo;

/// <summary>Looks at the cases, and decides on them, as any client does: through the HTTP API.</summary>
internal sealed class CaseDesk(string address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(10) };

    public async Task<int> CountAsync(string? state, CancellationToken stop)
    {
        var page = await _http.GetFromJsonAsync<JsonObject>($"/api/cases?limit=1{(state is null ? "" : $"&state={state}")}", stop);
        return page!["total"]!.GetValue<int>();
    }

    /// <summary>Camera, zone, problem, number of reports and the time of opening of every case.</summary>
    public async Task<IReadOnlyList<SeenCase>> ListAsync(CancellationToken stop)
    {
        var page = await _http.GetFromJsonAsync<JsonObject>("/api/cases?limit=200", stop);
        return [.. page!["items"]!.AsArray().Select(item => new SeenCase(
            item!["camera"]?.GetValue<string>() ?? item["sensor"]!.GetValue<string>(), item["zone"]?.GetValue<string>() ?? "", item["problem"]!.GetValue<string>(), item["reports"]?.GetValue<int>() ?? 1,
            item["openedAt"]!.GetValue<DateTimeOffset>()))];
    }

    /// <summary>Cases in a state as the API shows them in lists, oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string state, CancellationToken stop)
    {
        var page = await _http.GetFromJsonAsync<JsonObject>($"/api/cases?state={state}&limit=100", stop);
        return [.. page!["items"]!.AsArray().Reverse().Select(item => item!)];
    }

    /// <summary>The same; null where the bridge does not answer, such as while it stops.</summary>
    public async Task<IReadOnlyList<JsonNode>?> TryListAsync(string state, CancellationToken stop)
    {
        try
        {
            return await ListAsync(state, stop);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    public async Task<JsonNode> ShowAsync(string id, CancellationToken stop) => (await _http.GetFromJsonAsync<JsonNode>($"/api/cases/{id}", stop))!;

    /// <summary>Gives a verdict.</summary>
    /// <exception cref="HttpRequestException">The bridge refused it; with its words.</exception>
    public Task JudgeAsync(string id, JsonObject verdict, CancellationToken stop) => PostAsync($"/api/cases/{id}/verdicts", verdict, stop);

    /// <summary>Changes a case.</summary>
    /// <exception cref="HttpRequestException">The bridge refused it; with its words.</exception>
    public Task ChangeAsync(string id, JsonObject change, CancellationToken stop) => PostAsync($"/api/cases/{id}/changes", change, stop);

    public async Task<IReadOnlyList<ZeroReport>> ReportsAsync(CancellationToken stop)
    {
        var items = await _http.GetFromJsonAsync<JsonNode>("/api/reports?limit=50", stop);
        var list = items as JsonArray ?? items!["items"]!.AsArray();
        return [.. list.Select(item => item.Deserialize(ContractsJson.Default.ZeroReport)!)];
    }

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string path, JsonObject body, CancellationToken stop)
    {
        using var response = await _http.PostAsJsonAsync(path, body, stop);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"POST {path} was answered with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(stop)}");
    }
}

/// <summary>A case as the demo compares it with a truth.</summary>
internal sealed record SeenCase(string Camera, string Zone, string Problem, int Reports, DateTimeOffset OpenedAt);
