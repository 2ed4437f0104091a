using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>Agents, their zero reports, what was kept aside, and the problems that are known.</summary>
internal static class AgentsApi
{
    public static void MapAgents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/agents", (CaseStore store) => TypedResults.Ok(store.Read(transaction => transaction.Agents()))).WithSummary("Agents and their settings");
        api.MapGet("/reports", Reports).WithSummary("Zero reports, newest first");
        api.MapGet("/aside", Aside).WithSummary("Messages that could not be taken");
        api.MapGet("/problems", () => TypedResults.Ok(ProblemCatalogue.All)).WithSummary("Problems with their names and codes");
    }

    private static Results<Ok<IReadOnlyList<ZeroReport>>, ProblemHttpResult> Reports(CaseStore store, int limit = 50) =>
        Paging.Flaw(limit) is { } flaw ? Failures.BadRequest(flaw) : TypedResults.Ok(store.Read(transaction => transaction.ZeroReports(limit)));

    private static Results<Ok<IReadOnlyList<AsideMessage>>, ProblemHttpResult> Aside(CaseStore store, int limit = 50) =>
        Paging.Flaw(limit) is { } flaw ? Failures.BadRequest(flaw) : TypedResults.Ok(store.Read(transaction => transaction.Aside(limit)));
}
