using System.Diagnostics.Metrics;
using EdgeWatch.Contracts;
using EdgeWatch.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Metrics;

/// <summary>
/// <c>GET /metrics</c> (Prometheus text) and <c>GET /health</c> (the agent's status; 503 while neither a camera nor a source of sensors is live) on the loopback interface. Whoever wants
/// them from elsewhere puts something with a password before it.
/// </summary>
internal sealed class MetricsEndpoint : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly PrometheusText _text;

    private MetricsEndpoint(WebApplication server, PrometheusText text) => (_server, _text) = (server, text);

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<MetricsEndpoint> StartAsync(int port, IMeterFactory meters, Func<AgentStatus> status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        var server = builder.Build();
        var text = new PrometheusText(meters);
        server.MapGet("/metrics", () => Results.Text(text.Write(), "text/plain; version=0.0.4"));
        server.MapGet("/health", () =>
        {
            var now = status();
            var live = now.Cameras.Any(camera => camera.State == CameraStates.Live) || now.SensorSources?.Any(source => source.Live) == true;
            return Results.Json(now, ContractsJson.Default.AgentStatus, statusCode: live ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
        await server.StartAsync();
        return new MetricsEndpoint(server, text);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _text.Dispose();
    }
}
