using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>RFC 9457 problem details: the title says what, the detail names the value and the remedy.</summary>
internal static class Failures
{
    public static ProblemHttpResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, "The request cannot be done as it is", detail);

    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "There is no such thing", detail);

    public static ProblemHttpResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, "The case was decided otherwise", detail);

    public static ProblemHttpResult Gone(string detail) => Of(StatusCodes.Status410Gone, "The picture was deleted", detail);

    public static ProblemHttpResult AgentFailed(string detail) => Of(StatusCodes.Status502BadGateway, "The agent has no picture", detail);

    public static ProblemHttpResult Unavailable(string detail) => Of(StatusCodes.Status503ServiceUnavailable, "A part of the bridge is away", detail);

    public static ProblemHttpResult AgentSilent(string detail) => Of(StatusCodes.Status504GatewayTimeout, "The agent did not answer", detail);

    private static ProblemHttpResult Of(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);
}
