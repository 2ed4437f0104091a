using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.CaseBridge.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>What was and is to be told to the city's platforms, and what a person does about what they refused.</summary>
internal static class FilingsApi
{
    public static void MapFilings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/filings", List).WithSummary("Filings, newest first, with how each destination fares");
        api.MapPost("/filings/{id:guid}/retry", Retry).WithSummary("Send a dead filing again, or a waiting one at once");
        api.MapPost("/filings/{id:guid}/discard", Discard).WithSummary("Let a filing go that is not sent");
    }

    private static Results<Ok<FilingPage>, ProblemHttpResult> List(CaseStore store, string? state, string? filer, int limit = 50, Guid? before = null)
    {
        if (Paging.Flaw(limit) is { } flaw)
            return Failures.BadRequest(flaw);
        if (state is not null && !FilingStates.All.Contains(state))
            return Failures.BadRequest($"state '{state}' is none of {string.Join(", ", FilingStates.All)}.");
        return TypedResults.Ok(store.Read(transaction => transaction.Filings(state, filer, limit, before?.ToString("D"))));
    }

    private static Results<Ok<FilingItem>, ProblemHttpResult> Retry(CaseStore store, TimeProvider time, ILoggerFactory logs, Guid id, FilingWish wish) =>
        Settle(store, logs, id, wish, "sent again", (transaction, key) => transaction.Retry(key, wish.Actor, time.GetUtcNow()));

    private static Results<Ok<FilingItem>, ProblemHttpResult> Discard(CaseStore store, TimeProvider time, ILoggerFactory logs, Guid id, FilingWish wish) =>
        Settle(store, logs, id, wish, "discarded", (transaction, key) => transaction.Discard(key, wish.Actor, time.GetUtcNow()));

    private static Results<Ok<FilingItem>, ProblemHttpResult> Settle(CaseStore store, ILoggerFactory logs, Guid id, FilingWish wish, string what, Func<StoreTransaction, string, SettleResult> settle)
    {
        if (string.IsNullOrWhiteSpace(wish.Actor))
            return Failures.BadRequest("actor is empty: say who decides it.");
        var key = id.ToString("D");
        var (result, item) = store.Write(transaction => (settle(transaction, key), transaction.Filing(key)));
        if (result == SettleResult.Done)
            logs.CreateLogger(typeof(FilingsApi).FullName!).FilingSettled(key, what, wish.Actor);
        return result switch
        {
            SettleResult.Done => TypedResults.Ok(item),
            SettleResult.NotFound => Failures.NotFound($"There is no filing {id}."),
            SettleResult.Outdated => Failures.Conflict($"Filing {id} is of a case that is none to be filed any more: discard it."),
            _ => Failures.Conflict($"Filing {id} is {item!.State} already."),
        };
    }
}

/// <summary>What a person wants done with a filing.</summary>
internal sealed record FilingWish
{
    /// <summary>Who wants it.</summary>
    public required string Actor { get; init; }
}

/// <summary>A page of filings, newest first.</summary>
/// <param name="Items">The filings.</param>
/// <param name="States">How many there are in each state, of the filer that was asked for.</param>
/// <param name="Filers">How each destination fares.</param>
/// <param name="Next">Goes into <c>before</c> for the next page; absent on the last one.</param>
internal sealed record FilingPage(IReadOnlyList<FilingItem> Items, IReadOnlyDictionary<string, long> States, IReadOnlyList<FilerItem> Filers, Guid? Next);

/// <summary>A filing as it is listed.</summary>
internal sealed record FilingItem
{
    /// <summary>The idempotency key of every attempt.</summary>
    public Guid Id { get; init; }

    public Guid Case { get; init; }

    public long Number { get; init; }

    public string Problem { get; init; } = "";

    public string Filer { get; init; } = "";

    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    public string? Reason { get; init; }

    public DateTimeOffset QueuedAt { get; init; }

    /// <summary>Of a waiting one: when it is sent, at the earliest.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public long Attempts { get; init; }

    /// <summary>Whether an attempt may have arrived although no answer came back.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>The platform's id of the case.</summary>
    public string? Reference { get; init; }

    /// <summary>The platform's latest words.</summary>
    public string? Answer { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public string? SettledBy { get; init; }
}

/// <summary>How a destination fares.</summary>
/// <param name="Filer">Its name.</param>
/// <param name="Trouble">Why nothing is sent now; absent where all is well.</param>
/// <param name="ResumeAt">When it is tried again.</param>
/// <param name="SeenAt">When a bridge last had it in its settings.</param>
internal sealed record FilerItem(string Filer, string? Trouble, DateTimeOffset? ResumeAt, DateTimeOffset SeenAt);

/// <summary>Under which id a case is known at a platform.</summary>
/// <param name="Platform">Name of the destination.</param>
/// <param name="Reference">The platform's id.</param>
/// <param name="Origin"><c>filed</c> there by us, or opened there and <c>imported</c>.</param>
/// <param name="Since">Since when it is known.</param>
/// <param name="Heard">The platform's latest status, in its own words.</param>
internal sealed record CaseReference(string Platform, string Reference, string Origin, DateTimeOffset Since, string? Heard);
