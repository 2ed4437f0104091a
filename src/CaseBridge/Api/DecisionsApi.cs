using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Verdicts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>What people and the city's platform say of a case: verdicts, taking one back, and the changes of its life.</summary>
internal static class DecisionsApi
{
    public static void MapDecisions(this IEndpointRouteBuilder api)
    {
        api.MapPost("/cases/{id:guid}/verdicts", Judge).WithSummary("Confirm, correct, reject, or merge as a duplicate");
        api.MapPost("/cases/{id:guid}/undo", TakeBack).WithSummary("Take the last verdict back within a minute");
        api.MapPost("/cases/{id:guid}/changes", Change).WithSummary("Dispatch, handle, verify, return, close, void, suspend, resume or note");
    }

    private static Results<Ok<CaseDetail>, ProblemHttpResult> Judge(CaseDesk desk, CaseLocality locality, Guid id, Verdict verdict) => Answer(desk.Judge(id, verdict), locality);

    private static Results<Ok<CaseDetail>, ProblemHttpResult> TakeBack(CaseDesk desk, CaseLocality locality, Guid id, Undo undo) => Answer(desk.TakeBack(id, undo), locality);

    private static Results<Ok<CaseDetail>, ProblemHttpResult> Change(CaseDesk desk, CaseLocality locality, Guid id, CaseChange change) => Answer(desk.Change(id, change), locality);

    private static Results<Ok<CaseDetail>, ProblemHttpResult> Answer(DeskAnswer answer, CaseLocality locality) => answer.Result switch
    {
        VerdictResult.Accepted or VerdictResult.AlreadySo => TypedResults.Ok(locality.Describe(answer.Case!)),
        VerdictResult.NotFound => Failures.NotFound(answer.Detail),
        VerdictResult.Conflict => Failures.Conflict(answer.Detail),
        _ => Failures.BadRequest(answer.Detail),
    };
}
