using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>Cases, verdicts on them, and taking a verdict back.</summary>
internal static class CasesApi
{
    public static void MapCases(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases", List).WithSummary("Cases, newest first");
        api.MapGet("/cases/{id:guid}", Show).WithSummary("One case with its events, pictures and history");
        api.MapPost("/cases/{id:guid}/verdicts", Judge).WithSummary("Confirm, correct, reject, or merge as a duplicate");
        api.MapPost("/cases/{id:guid}/undo", TakeBack).WithSummary("Take the last verdict back within a minute");
    }

    private static Results<Ok<CasePage>, ProblemHttpResult> List(
        CaseStore store, CaseLocality locality, string? state, string? problem, string? camera, string? sensor, string? agent, DateTimeOffset? from, DateTimeOffset? to, string? cell, string? text,
        int limit = 50, long? before = null)
    {
        if (Paging.Flaw(limit) is { } flaw)
            return Failures.BadRequest(flaw);
        if (state is not null && !CaseStates.All.Contains(state))
            return Failures.BadRequest($"state '{state}' is none of {string.Join(", ", CaseStates.All)}.");
        if (from >= to)
            return Failures.BadRequest($"from {from:u} is not before to {to:u}.");
        var within = cell is null ? null : locality.Cell(cell);
        if (cell is not null && within is null)
            return Failures.BadRequest($"cell '{cell}' stands in no register of cells that this bridge reads (bridge.registers).");
        var filter = new CaseFilter(state, problem, camera, sensor, agent, limit, before)
        {
            From = from, To = to, Cell = within, Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
        };
        return TypedResults.Ok(store.Read(transaction => transaction.Cases(filter)));
    }

    private static Results<Ok<CaseDetail>, ProblemHttpResult> Show(CaseStore store, CaseLocality locality, Guid id) =>
        store.Read(transaction => transaction.Case(id.ToString("D"))) is { } detail ? TypedResults.Ok(locality.Describe(detail)) : Failures.NotFound($"There is no case {id}.");

    private static Results<Ok<CaseDetail>, ProblemHttpResult> Judge(
        CaseStore store, CaseLocality locality, LiveFeed live, BridgeMetrics metrics, TimeProvider time, ILoggerFactory logs, Guid id, Verdict verdict)
    {
        var normal = verdict with { DuplicateOf = Guid.TryParse(verdict.DuplicateOf, out var target) ? target.ToString("D") : verdict.DuplicateOf };
        return Answer(store, locality, live, metrics, time, logs, id, verdict.Kind, verdict.Actor, (transaction, now) => transaction.Judge(id.ToString("D"), normal, now));
    }

    private static Results<Ok<CaseDetail>, ProblemHttpResult> TakeBack(
        CaseStore store, CaseLocality locality, LiveFeed live, BridgeMetrics metrics, TimeProvider time, ILoggerFactory logs, Guid id, Undo undo) =>
        Answer(store, locality, live, metrics, time, logs, id, "undo", undo.Actor, (transaction, now) => transaction.TakeBack(id.ToString("D"), undo, now));

    private static Results<Ok<CaseDetail>, ProblemHttpResult> Answer(
        CaseStore store, CaseLocality locality, LiveFeed live, BridgeMetrics metrics, TimeProvider time, ILoggerFactory logs, Guid id, string kind, string actor,
        Func<StoreTransaction, DateTimeOffset, VerdictDecision> decide)
    {
        var now = time.GetUtcNow();
        var (decision, detail) = store.Write(transaction => (decide(transaction, now), transaction.Case(id.ToString("D"))));
        if (decision.Result == VerdictResult.Accepted)
        {
            metrics.VerdictGiven(kind);
            logs.CreateLogger(typeof(CasesApi).FullName!).VerdictGiven(detail!.Number, kind, detail.State, actor);
            live.Publish(LiveUpdate.Case(id.ToString("D"), detail.State, "verdict", now));
            if (detail.MergedInto is { } target && store.Read(transaction => transaction.FindCase(target.ToString("D"))) is { } stays)
                live.Publish(LiveUpdate.Case(stays.Id, stays.State, "joined", now));
        }

        return decision.Result switch
        {
            VerdictResult.Accepted or VerdictResult.AlreadySo => TypedResults.Ok(detail is null ? null : locality.Describe(detail)),
            VerdictResult.NotFound => Failures.NotFound(decision.Detail),
            VerdictResult.Conflict => Failures.Conflict(decision.Detail),
            _ => Failures.BadRequest(decision.Detail),
        };
    }
}
