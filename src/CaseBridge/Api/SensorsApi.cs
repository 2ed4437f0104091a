using EdgeWatch.CaseBridge.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>Sensors of all agents: a city has tens of thousands, so they come page by page.</summary>
internal static class SensorsApi
{
    public static void MapSensors(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sensors", List).WithSummary("Sensors of all agents, by agent and id");
        api.MapGet("/sensors/{agent}/{sensor}", Show).WithSummary("One sensor");
    }

    private static Results<Ok<SensorListing>, ProblemHttpResult> List(CaseStore store, string? state, string? agent, string? text, int limit = 50, string? after = null)
    {
        if (Paging.Flaw(limit) is { } flaw)
            return Failures.BadRequest(flaw);
        SensorKey? key = null;
        if (after is not null)
        {
            if (after.Split('/') is not [var lastAgent, var lastSensor])
                return Failures.BadRequest($"after '{after}' is not agent/sensor: take it from 'next' of the page before.");
            key = new SensorKey(lastAgent, lastSensor);
        }

        var filter = new SensorFilter(state, agent, string.IsNullOrEmpty(text) ? null : text, limit, key);
        return TypedResults.Ok(store.Read(transaction => transaction.Sensors(filter)));
    }

    private static Results<Ok<SensorView>, ProblemHttpResult> Show(CaseStore store, string agent, string sensor) =>
        store.Read(transaction => transaction.Sensor(agent, sensor)) is { } view
            ? TypedResults.Ok(view)
            : Failures.NotFound($"No agent '{agent}' has reported a sensor '{sensor}'; GET /api/sensors lists those that are known.");
}
