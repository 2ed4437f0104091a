using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeWatch.Contracts;

namespace EdgeWatch.Demo;

/// <summary>Looks at the cases as any client does: through the HTTP API.</summary>
internal sealed class CaseDesk(string address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address) };

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

    public async Task<IReadOnlyList<ZeroReport>> ReportsAsync(CancellationToken stop)
    {
        var items = await _http.GetFromJsonAsync<JsonNode>("/api/reports?limit=50", stop);
        var list = items as JsonArray ?? items!["items"]!.AsArray();
        return [.. list.Select(item => item.Deserialize(ContractsJson.Default.ZeroReport)!)];
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>A case as the demo compares it with a truth.</summary>
internal sealed record SeenCase(string Camera, string Zone, string Problem, int Reports, DateTimeOffset OpenedAt);
