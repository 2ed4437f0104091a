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
        routes.MapGet("/health", Check).WithSummary("Whether broker, case store and evidence store serve").Produces<Health>().Produces<Health>(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/metrics", (PrometheusText metrics) => TypedResults.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8")).WithSummary("Metrics as Prometheus text");
    }

    private static IResult Check(CaseStore store, WatchedEvidence evidence, IMqttClient mqtt)
    {
        var (fault, ofEvidence) = (store.Probe(), evidence.Fault);
        var well = fault is null && ofEvidence is null && mqtt.IsConnected;
        var health = new Health(
            well ? "ok" : "degraded",
            mqtt.IsConnected ? "connected" : "away",
            fault?.Words ?? "ok",
            NameOf(fault),
            fault?.Since,
            ofEvidence?.Words ?? "ok",
            NameOf(ofEvidence),
            ofEvidence?.Since);
        return TypedResults.Json(health, statusCode: well ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string? NameOf(StoreFault? fault) => fault is null ? null : JsonNamingPolicy.KebabCaseLower.ConvertName($"{fault.Kind}");
}
