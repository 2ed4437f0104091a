using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>Lists of cases, and one.</summary>
internal static class CasesApi
{
    public static void MapCases(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases", List).WithSummary("Cases, newest or soonest due first");
        api.MapGet("/cases/{id:guid}", Show).WithSummary("One case with its events, pictures and history");
    }

    private static Results<Ok<CasePage>, ProblemHttpResult> List(
        CaseStore store, CaseLocality locality, string? state, string? problem, string? camera, string? sensor, string? agent, DateTimeOffset? from, DateTimeOffset? to, string? cell, string? box,
        string? text, string? storm, string? due, string? sort, int limit = 50, long? before = null)
    {
        if (Paging.Flaw(limit) is { } flaw)
            return Failures.BadRequest(flaw);
        if (state?.Split(',').FirstOrDefault(one => !CaseStates.All.Contains(one)) is { } unknown)
            return Failures.BadRequest($"state '{unknown}' is none of {string.Join(", ", CaseStates.All)}.");
        if (from >= to)
            return Failures.BadRequest($"from {from:u} is not before to {to:u}.");
        if (due is not (null or "soon" or DueMarks.DueSoon or DueMarks.Overdue))
            return Failures.BadRequest($"due '{due}' is neither soon nor overdue.");
        if (sort is not (null or "opened" or "due"))
            return Failures.BadRequest($"sort '{sort}' is neither opened nor due.");
        if (cell is not null && box is not null)
            return Failures.BadRequest("cell and box are both given: give one of them.");
        if (storm is not (null or "none") && !Guid.TryParse(storm, out _))
            return Failures.BadRequest($"storm '{storm}' is neither the id of a storm nor none.");
        var within = cell is null ? null : locality.Cell(cell);
        if (cell is not null && within is null)
            return Failures.BadRequest($"cell '{cell}' stands in no register of cells that this bridge reads (bridge.registers).");
        if (box is not null && Box.Read(box) is null)
            return Failures.BadRequest($"box '{box}' is none: give west,south,east,north in degrees WGS84, west less than east, south less than north.");
        var filter = new CaseFilter(state, problem, camera, sensor, agent, limit, before)
        {
            From = from, To = to, Cell = within, Box = Box.Read(box), Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
            Due = due == "soon" ? DueMarks.DueSoon : due, ByDue = sort == "due",
            Storm = Guid.TryParse(storm, out var id) ? id.ToString("D") : storm,
        };
        return TypedResults.Ok(store.Read(transaction => transaction.Cases(filter)));
    }

    private static Results<Ok<CaseDetail>, ProblemHttpResult> Show(CaseStore store, CaseLocality locality, Guid id) =>
        store.Read(transaction => transaction.Case(id.ToString("D"))) is { } detail ? TypedResults.Ok(locality.Describe(detail)) : Failures.NotFound($"There is no case {id}.");
}
