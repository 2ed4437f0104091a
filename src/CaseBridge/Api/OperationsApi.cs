using System.Text.Json;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Mqtt;
using EdgeWatch.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>For those who operate the bridge: health and metrics.</summary>
internal static class OperationsApi
{
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", Check).WithSummary("Whether broker and store serve").Produces<Health>().Produces<Health>(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/metrics", (PrometheusText metrics) => TypedResults.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8")).WithSummary("Metrics as Prometheus text");
    }

    private static IResult Check(CaseStore store, IMqttClient mqtt)
    {
        var fault = store.Probe();
        var well = fault is null && mqtt.IsConnected;
        var health = new Health(
            well ? "ok" : "degraded",
            mqtt.IsConnected ? "connected" : "away",
            fault?.Words ?? "ok",
            fault is null ? null : JsonNamingPolicy.KebabCaseLower.ConvertName($"{fault.Kind}"),
            fault?.Since);
        return TypedResults.Json(health, statusCode: well ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
