using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Receiver;

/// <summary>
/// A small Open311 GeoReport v2 server on this machine, standing in for a city's case platform: it takes requests, shows them on a page, and tells the bridge what is done about them.
/// </summary>
internal sealed class ReceiverHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RequestBook _book;
    private readonly BridgeCaller _bridge;
    private readonly TimeProvider _time;

    private ReceiverHost(ReceiverOptions options, TimeProvider time)
    {
        (_time, _book, _bridge) = (time, new RequestBook(options.File), new BridgeCaller(options, time));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        // A page on the internet could else reach it through a name that it points at 127.0.0.1.
        builder.Services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        _app = builder.Build();
        _app.UseHostFiltering();
        new GeoReportApi(options, _book, time).Map(_app.MapGroup("/v2"));
        _app.MapGet("/", () => Results.Content(ReceiverPage.Write(_book.All), "text/html; charset=utf-8"));
        _app.MapPost("/requests/{id}/{status}", PressAsync);
    }

    /// <summary>Address of the page; the API is below <c>/v2</c>.</summary>
    public string Address => _app.Urls.First();

    /// <summary>What is appended <c>/requests.json</c> to.</summary>
    public string Endpoint => $"{Address}/v2";

    public IReadOnlyList<ReceivedRequest> Requests => _book.All;

    /// <exception cref="IOException">The port is taken, or the file cannot be written.</exception>
    public static async Task<ReceiverHost> StartAsync(ReceiverOptions options, TimeProvider time, CancellationToken stop)
    {
        var receiver = new ReceiverHost(options, time);
        try
        {
            await receiver._app.StartAsync(stop);
            return receiver;
        }
        catch
        {
            await receiver.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does what a button does: writes down what happened, and tells the bridge.</summary>
    /// <returns>The request as it stands then; null where there is none, or where it cannot go there.</returns>
    public async Task<ReceivedRequest?> StepAsync(string id, string status, string? note, CancellationToken stop)
    {
        if (_book.Find(id) is not { } request || !ReceiverPage.Buttons(request).Contains(status))
            return null;
        var step = new RequestStep(status, _time.GetUtcNow(), note, null);
        var taken = _book.Step(id, before => before with { UpdatedAt = step.At, Steps = [.. before.Steps, step] })!;
        var told = await _bridge.TellAsync(taken, taken.Steps.Count, step, stop);
        return _book.Step(id, before => before with { Steps = [.. before.Steps.Select(known => known == step ? known with { Told = told } : known)] });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _bridge.Dispose();
        _book.Dispose();
    }

    private async Task<IResult> PressAsync(HttpRequest request, string id, string status)
    {
        // A form on somebody else's page must not press our buttons.
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none"))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var needsNote = status is "returned" or "suspended" or "voided";
        return await StepAsync(id, status, needsNote ? "by the receiver's page" : null, request.HttpContext.RequestAborted) is null
            ? Results.Text($"request {id} cannot be {status} now", statusCode: StatusCodes.Status409Conflict)
            : Results.Redirect("/");
    }
}
