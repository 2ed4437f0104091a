using EdgeWatch.CaseBridge.Api;
using EdgeWatch.CaseBridge.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>What was looked at again, and to look again at once. What is proposed is accepted, or not, by a change of the case.</summary>
internal static class RechecksApi
{
    public static void MapRechecks(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rechecks", List).WithSummary("Cases reported handled that are looked at again");
        api.MapPost("/cases/{id:guid}/recheck", Restart).WithSummary("Look again now");
    }

    private static Results<Ok<RecheckPage>, ProblemHttpResult> List(CaseStore store, string? state, int limit = 50)
    {
        if (Paging.Flaw(limit) is { } flaw)
            return Failures.BadRequest(flaw);
        return state is null || RecheckStates.All.Contains(state)
            ? TypedResults.Ok(store.Read(transaction => transaction.Rechecks(state, limit)))
            : Failures.BadRequest($"state '{state}' is none of {string.Join(", ", RecheckStates.All)}.");
    }

    private static Results<Accepted, ProblemHttpResult> Restart(CaseStore store, TimeProvider time, Guid id)
    {
        var restarted = store.Write(transaction => transaction.RestartRecheck(id.ToString("D"), time.GetUtcNow()));
        return restarted ? TypedResults.Accepted($"/api/cases/{id}") : Failures.NotFound($"There is no case {id} that was reported handled and waits for a decision.");
    }
}
