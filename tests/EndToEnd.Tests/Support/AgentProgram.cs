using System.Text.Json.Nodes;
using EdgeWatch.Local;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>An agent as it is installed: <c>edgewatch agent</c> with a file and a data folder that outlives it.</summary>
internal sealed class AgentProgram : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private AgentProgram(string folder, int brokerPort, string cameras)
    {
        var metricsPort = LocalBroker.FreePort();
        _http.BaseAddress = new Uri($"http://localhost:{metricsPort}");
        var file = Path.Combine(folder, "agent.yaml");
        File.WriteAllText(file, $$"""
            agent:
              id: corner
              data: {{Path.Combine(folder, "agent")}}
              broker: { host: localhost, port: {{brokerPort}} }
              metricsPort: {{metricsPort}}
              reportInterval: 10s
              cameras:
            {{cameras}}
            """);
        Process = new KillableProgram(() => EdgeWatchProgram.Start("agent", "--config", file));
    }

    public KillableProgram Process { get; }

    /// <param name="folder">Where file and data lie.</param>
    /// <param name="brokerPort">Port of the broker on this machine.</param>
    /// <param name="cameras">The cameras in YAML (<see cref="Camera"/>).</param>
    public static AgentProgram Start(string folder, int brokerPort, params string[] cameras)
    {
        var agent = new AgentProgram(folder, brokerPort, string.Join('\n', cameras));
        agent.Process.Start();
        return agent;
    }

    /// <summary>One camera in YAML that looks once a second at the bin of <see cref="OverflowingBin"/>.</summary>
    /// <param name="more">Further keys, one a line.</param>
    public static string Camera(string id, string url, string more = "") => $$"""
            - id: {{id}}
              url: {{url}}
              cadence: 1s
              stallTimeout: 3s
              {{more}}
              zones:
                - id: bin
                  polygon: [[0.269, 0.382], [0.516, 0.382], [0.516, 0.838], [0.269, 0.838]]
                  rules: [{ rule: state, problem: bin-overflow, classes: [overflow], hits: 3, looks: 4, clearAfter: 6s }]
        """;

    /// <summary>What the agent says of itself on its own machine; null while it does not listen.</summary>
    public async Task<JsonNode?> StatusAsync()
    {
        try
        {
            // 503 while no camera is live: the status is there all the same.
            using var response = await _http.GetAsync("/health");
            return JsonNode.Parse(await response.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Whether a candidate is in the outbox or has been: samples and reports lie there too.</summary>
    public async Task<bool> HasWrittenCandidateAsync() =>
        (await _http.GetStringAsync("/metrics")).Contains("edgewatch_candidate_written_total{", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _http.Dispose();
    }
}
