using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>What is kept quiet: permitted markets, works, seasons, and what rejected cases have taught.</summary>
internal static class SuppressionsApi
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static void MapSuppressions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/suppressions", List).WithSummary("Suppressions in force, newest first, with what they kept quiet");
        api.MapPost("/suppressions", Add).WithSummary("Keep a class of problem quiet around a place for some time");
        api.MapPost("/suppressions/{id:guid}/withdraw", Withdraw).WithSummary("End a suppression before it expires");
    }

    private static Results<Ok<SuppressionList>, ProblemHttpResult> List(CaseStore store, TimeProvider time, int limit = 50) => Paging.Flaw(limit) is { } flaw
        ? Failures.BadRequest(flaw)
        : TypedResults.Ok(new SuppressionList([.. store.Read(transaction => transaction.Suppressions(time.GetUtcNow(), limit)).Select(SuppressionItem.Of)]));

    private static Results<Created<SuppressionItem>, ProblemHttpResult> Add(CaseStore store, TimeProvider time, NewSuppression entered)
    {
        var now = time.GetUtcNow();
        if (Flaw(entered, now) is { } flaw)
            return Failures.BadRequest(flaw);
        var suppression = new Suppression
        {
            Id = Guid.CreateVersion7(now).ToString("D"),
            Kind = entered.Kind,
            Reason = entered.Reason,
            Author = entered.Actor,
            From = entered.From.ToUniversalTime(),
            Until = entered.Until.ToUniversalTime(),
            RepeatDays = entered.RepeatDays,
            ExpiresAt = (entered.RepeatDays is null ? entered.Until : entered.ExpiresAt!.Value).ToUniversalTime(),
            Problem = entered.Problem,
            Area = new Place(entered.Lon, entered.Lat, entered.System, entered.Radius, "register").ToWgs84(),
        };
        store.Write(transaction => transaction.Add(suppression, now));
        return TypedResults.Created($"/api/suppressions/{suppression.Id}", SuppressionItem.Of(suppression));
    }

    private static Results<NoContent, ProblemHttpResult> Withdraw(CaseStore store, TimeProvider time, Guid id, Withdrawal withdrawal)
    {
        if (string.IsNullOrWhiteSpace(withdrawal.Actor))
            return Failures.BadRequest("actor is empty: say who withdraws it.");
        return store.Write(transaction => transaction.Withdraw(id.ToString("D"), withdrawal.Actor, time.GetUtcNow()))
            ? TypedResults.NoContent()
            : Failures.NotFound($"No suppression {id} is in force.");
    }

    private static string? Flaw(NewSuppression entered, DateTimeOffset now)
    {
        if (!SuppressionKinds.Entered.Contains(entered.Kind))
            return $"kind '{entered.Kind}' is none of {string.Join(", ", SuppressionKinds.Entered)}.";
        if (string.IsNullOrWhiteSpace(entered.Actor) || string.IsNullOrWhiteSpace(entered.Reason) || entered.Reason.Length > ContractLimits.StringLength)
            return "actor and reason are needed: say who permits it, and why.";
        if (entered.Problem is not null && !ProblemCatalogue.Knows(entered.Problem))
            return $"problem '{entered.Problem}' is not known: GET /api/problems lists the names.";
        if (entered.System is not (CoordinateSystems.Wgs84 or CoordinateSystems.Cgcs2000 or CoordinateSystems.Gcj02) || entered.Lon is not (>= -180 and <= 180) || entered.Lat is not (>= -90 and <= 90))
            return $"{entered.Lon}, {entered.Lat} in '{entered.System}' is no place: give lon and lat in WGS84, CGCS2000 or GCJ-02.";
        if (entered.Radius is not (> 0 and <= SuppressionRows.LargestRadius))
            return $"radius {entered.Radius} is outside 0..{SuppressionRows.LargestRadius} metres.";
        return TimeFlaw(entered, now);
    }

    private static string? TimeFlaw(NewSuppression entered, DateTimeOffset now)
    {
        if (entered.Until <= entered.From)
            return $"until {entered.Until:O} is not after from {entered.From:O}.";
        var expiresAt = entered.RepeatDays is null ? entered.Until : entered.ExpiresAt;
        if (expiresAt is null)
            return "expiresAt is missing: say when it stops being repeated.";
        if (entered.RepeatDays is < 1 or > 366 || entered.RepeatDays is { } days && entered.Until - entered.From > TimeSpan.FromDays(days))
            return $"repeatDays {entered.RepeatDays} is outside 1..366, or shorter than it lasts each time.";
        return expiresAt <= now || expiresAt > now + Longest ? $"it ends at {expiresAt:O}, which is past or more than {Longest.TotalDays:0} days ahead: what is permitted is looked at again each year." : null;
    }
}

/// <summary>A suppression that a person enters.</summary>
internal sealed record NewSuppression
{
    /// <summary><c>permitted</c>, <c>works</c> or <c>season</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who permits it.</summary>
    public required string Actor { get; init; }

    /// <summary>Why, as it is shown to whoever asks.</summary>
    public required string Reason { get; init; }

    /// <summary>Absent: any.</summary>
    public string? Problem { get; init; }

    public required double Lon { get; init; }

    public required double Lat { get; init; }

    public string System { get; init; } = CoordinateSystems.Wgs84;

    /// <summary>Metres around the place.</summary>
    public required double Radius { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    /// <summary>Again every so many days; absent: once.</summary>
    public int? RepeatDays { get; init; }

    /// <summary>When it stops being repeated.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Ends a suppression.</summary>
internal sealed record Withdrawal
{
    /// <summary>Who ends it.</summary>
    public required string Actor { get; init; }
}

/// <summary>A suppression as it is listed.</summary>
internal sealed record SuppressionItem(
    string Id, string Kind, string Reason, string Author, DateTimeOffset From, DateTimeOffset Until, int? RepeatDays, DateTimeOffset ExpiresAt,
    string? Problem, Place? Area, string? Source, string? Zone, long Kept, DateTimeOffset? LastKeptAt)
{
    public static SuppressionItem Of(SuppressionRow row) => Of(row.ToSuppression()) with { Kept = row.Kept, LastKeptAt = row.LastKeptAt.FromStore() };

    public static SuppressionItem Of(Suppression suppression) => new(
        suppression.Id, suppression.Kind, suppression.Reason, suppression.Author, suppression.From, suppression.Until, suppression.RepeatDays, suppression.ExpiresAt, suppression.Problem,
        suppression.Area is { } area ? new Place(area.Lon, area.Lat, CoordinateSystems.Wgs84, area.ErrorRadius, "register") : null, suppression.Source, suppression.Zone, 0, null);
}

/// <summary>Suppressions in force.</summary>
internal sealed record SuppressionList(IReadOnlyList<SuppressionItem> Items);
