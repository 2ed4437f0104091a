using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using EdgeWatch.CaseBridge.Filing.City;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Verdicts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>What the city's platforms tell the bridge. The only part of the API that asks who comes: a platform is another program, on another machine.</summary>
internal static class CityApi
{
    public static void MapCity(this IEndpointRouteBuilder api, BridgeOptions options)
    {
        var city = api.MapGroup("/city").AddEndpointFilter((context, next) => Refusal(context.HttpContext, options.CityToken) is { } refusal ? ValueTask.FromResult<object?>(refusal) : next(context));
        city.MapPost("/requests/{reference}/updates", Tell).WithName("PostCityUpdate").WithSummary("A platform says what happened to one of its cases");
        city.MapPut("/requests/{reference}/updates", Tell).WithName("PutCityUpdate").WithSummary("The same, for platforms that put");
        city.MapPost("/cases", Import).WithSummary("Open cases of the city's platform, to be joined by what cameras and sensors find");
    }

    private static Results<Ok<CityTold>, ProblemHttpResult> Tell(CityDesk desk, string reference, CityUpdate update)
    {
        var answer = desk.Tell(reference, update);
        return answer.Result switch
        {
            VerdictResult.Accepted or VerdictResult.AlreadySo => TypedResults.Ok(new CityTold(Guid.Parse(answer.CaseId!), answer.Standing!.Number, answer.Standing.State, answer.Changes ?? [])),
            VerdictResult.NotFound => Failures.NotFound(answer.Detail),
            VerdictResult.Conflict => Failures.Conflict(answer.Detail),
            _ => Failures.BadRequest(answer.Detail),
        };
    }

    private static Results<Ok<CityImported>, ProblemHttpResult> Import(CityImport import, IReadOnlyList<ImportedCase> cases) => cases.Count is 0 or > CityImport.MostAtOnce
        ? Failures.BadRequest($"{cases.Count} cases are outside 1..{CityImport.MostAtOnce}: send them in parts.")
        : TypedResults.Ok(new CityImported(import.Take(cases)));

    private static IResult? Refusal(HttpContext context, string? token)
    {
        if (token is null)
            return TypedResults.Problem("The bridge takes nothing from platforms: set bridge.cityToken in its configuration.", statusCode: StatusCodes.Status403Forbidden, title: "The city's API is off");
        if (AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var given) && given is { Scheme: "Bearer", Parameter: { } shown } && AreEqual(shown, token))
            return null;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem("Send 'Authorization: Bearer …' with the bridge's cityToken.", statusCode: StatusCodes.Status401Unauthorized, title: "Who comes is not known");
    }

    /// <summary>In the same time wherever the two differ, and however long they are.</summary>
    private static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}

/// <summary>Where a case stands after a platform's update.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Number">Its number.</param>
/// <param name="State">Its state now.</param>
/// <param name="Changes">What the update changed, in order; empty where it was known.</param>
internal sealed record CityTold(Guid Case, long Number, string State, IReadOnlyList<string> Changes);

/// <summary>What became of imported cases, in their order.</summary>
internal sealed record CityImported(IReadOnlyList<ImportResult> Items);
