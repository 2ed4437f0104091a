using System.Diagnostics;
using EdgeWatch.CaseBridge.Store;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>What an endpoint throws becomes problem details; only a bug is logged as an error.</summary>
internal sealed class FailureHandler(ILogger<FailureHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var result = exception switch
        {
            StoreAwayException away => Failures.Unavailable(away.Message),
            BadHttpRequestException bad => TypedResults.Problem(bad.InnerException?.Message ?? bad.Message, statusCode: bad.StatusCode, title: "The request cannot be read"),
            _ => null,
        };
        if (result is null)
        {
            log.RequestFailed(exception, httpContext.Request.Method, httpContext.Request.Path);
            result = TypedResults.Problem(
                $"A fault of the bridge; its log has it under trace {Activity.Current?.Id ?? httpContext.TraceIdentifier}.", statusCode: StatusCodes.Status500InternalServerError, title: "The bridge failed");
        }

        await result.ExecuteAsync(httpContext);
        return true;
    }
}
