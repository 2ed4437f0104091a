using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>Storms: what a hundred cameras report at once, as one item to review.</summary>
internal static class StormsApi
{
    public static void MapStorms(this IEndpointRouteBuilder api)
    {
        api.MapGet("/storms", List).WithSummary("Storms, newest first: cases of one problem that many sources opened at once");
        api.MapGet("/storms/{id:guid}", Show).WithSummary("One storm");
        api.MapPost("/storms/{id:guid}/verdicts", Judge).WithSummary("One verdict for the members of a storm that wait, or for chosen ones");
    }

    private static Results<Ok<StormList>, ProblemHttpResult> List(CaseStore store, int limit = 50) => Paging.Flaw(limit) is { } flaw
        ? Failures.BadRequest(flaw)
        : TypedResults.Ok(new StormList([.. store.Read(transaction => transaction.Storms(limit)).Select(StormItem.Of)]));

    private static Results<Ok<StormItem>, ProblemHttpResult> Show(CaseStore store, Guid id) =>
        store.Read(transaction => transaction.Storm(id.ToString("D"))) is { } storm ? TypedResults.Ok(StormItem.Of(storm)) : Failures.NotFound($"There is no storm {id}.");

    private static Results<Ok<StormAnswer>, ProblemHttpResult> Judge(CaseStore store, CaseDesk desk, Guid id, StormVerdict said)
    {
        if (store.Read(transaction => transaction.Storm(id.ToString("D"))) is null)
            return Failures.NotFound($"There is no storm {id}.");
        if (said.Kind == VerdictKinds.Duplicate)
            return Failures.BadRequest("members of a storm are problems of their own places: give the verdict duplicate on the case itself.");
        var waiting = store.Read(transaction => transaction.WaitingMembers(id.ToString("D"))).Select(Guid.Parse).ToList();
        var chosen = said.Cases ?? waiting;
        if (chosen.Except(waiting).Where(one => store.Read(transaction => transaction.StormOf(one.ToString("D"))) != id.ToString("D")).ToList() is { Count: > 0 } strange)
            return Failures.BadRequest($"{string.Join(", ", strange)}: no members of storm {id}.");

        var verdict = new Verdict { Kind = said.Kind, Actor = said.Actor, Reason = said.Reason, Problem = said.Problem, Filing = said.Filing };
        var answers = chosen.Distinct().Select(one => (Case: one, Answer: desk.Judge(one, verdict))).ToList();
        // What is wrong with the verdict is wrong for all.
        if (answers.Count > 0 && answers.TrueForAll(one => one.Answer.Result == VerdictResult.Invalid))
            return Failures.BadRequest(answers[0].Answer.Detail);
        return TypedResults.Ok(new StormAnswer(
            answers.Count(one => one.Answer.Result is VerdictResult.Accepted or VerdictResult.AlreadySo),
            [.. answers.Where(one => one.Answer.Result is not (VerdictResult.Accepted or VerdictResult.AlreadySo)).Select(one => new StormRefusal(one.Case, one.Answer.Detail))]));
    }
}

/// <summary>A storm as pages see it.</summary>
/// <param name="Id">Which; <c>GET /api/cases?storm=</c> lists its members.</param>
/// <param name="Problem">Name of the problem that all its cases have or had.</param>
/// <param name="From">When the first of their conditions began.</param>
/// <param name="Until">When the latest did.</param>
/// <param name="OpenedAt">When the bridge found it.</param>
/// <param name="Cases">Members.</param>
/// <param name="Pending">Members that wait for a verdict.</param>
/// <param name="Sources">Cameras and sensors that reported them first.</param>
/// <param name="Usual">Cases that a quarter of an hour at this time of the day usually brings.</param>
internal sealed record StormItem(Guid Id, string Problem, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset OpenedAt, long Cases, long Pending, long Sources, double Usual)
{
    public static StormItem Of(StormRow row) => new(
        Guid.Parse(row.Id), row.Problem, row.FromAt.FromStore(), row.UntilAt.FromStore(), row.OpenedAt.FromStore(), row.Cases, row.Pending, row.Sources, row.Usual);
}

internal sealed record StormList(IReadOnlyList<StormItem> Items);

/// <summary>A verdict for members of a storm.</summary>
internal sealed record StormVerdict
{
    /// <summary><c>confirm</c>, <c>correct</c> or <c>reject</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who says it.</summary>
    public required string Actor { get; init; }

    /// <summary>Why; needed to reject.</summary>
    public string? Reason { get; init; }

    /// <summary>What it is instead; needed to correct.</summary>
    public string? Problem { get; init; }

    /// <summary>The condition that it is filed under; absent: the gravest.</summary>
    public string? Filing { get; init; }

    /// <summary>Ids of the members that it is for; absent: all that wait.</summary>
    public IReadOnlyList<Guid>? Cases { get; init; }
}

/// <summary>What became of a verdict on a storm.</summary>
/// <param name="Accepted">Members that stand as it says.</param>
/// <param name="Refused">Members that were decided otherwise meanwhile.</param>
internal sealed record StormAnswer(int Accepted, IReadOnlyList<StormRefusal> Refused);

/// <summary>A member for which the verdict was not taken.</summary>
/// <param name="Case">Its id.</param>
/// <param name="Detail">Why, with the remedy.</param>
internal sealed record StormRefusal(Guid Case, string Detail);
