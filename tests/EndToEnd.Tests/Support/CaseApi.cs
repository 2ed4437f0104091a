using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>The HTTP API as any client sees it.</summary>
public sealed class CaseApi(string address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(10) };

    public async Task<int> CountAsync(string? state) => (await GetAsync($"/api/cases?limit=1{(state is null ? "" : "&state=" + state)}"))["total"]!.GetValue<int>();

    public async Task<JsonNode> GetAsync(string path) => (await _http.GetFromJsonAsync<JsonNode>(path))!;

    public async Task<JsonNode?> TryGetAsync(string path)
    {
        try
        {
            return await _http.GetFromJsonAsync<JsonNode>(path);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (TaskCanceledException)
        {
            return null;
        }
    }

    public async Task<byte[]?> TryGetBytesAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync() : null;
    }

    public async Task<HttpResponseMessage> PutAsync(string path, JsonNode body) => await _http.PutAsJsonAsync(path, body);

    public async Task<HttpResponseMessage> PostAsync(string path, JsonNode body) => await _http.PostAsJsonAsync(path, body);

    public void Dispose() => _http.Dispose();
}
