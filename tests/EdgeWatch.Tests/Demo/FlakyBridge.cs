using System.Text.Json.Nodes;
using EdgeWatch.Receiver;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeWatch.Tests.Demo;

/// <summary>
/// A bridge with one case, as much of it as the demo's stand-ins ask for. Each thing that it is asked fails once: what is read is answered with an error; what is written is done and not answered.
/// </summary>
internal sealed class FlakyBridge : IAsyncDisposable
{
    private const string Case = "0192d3f4-0000-7000-8000-000000000001";

    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _updates = new(StringComparer.Ordinal);
    private string _state = "pending";

    private FlakyBridge()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(FailOnceAsync);
        _app.MapGet("/api/cases", (string state) => Results.Json(new { items = state == _state ? new[] { Shown() } : [] }));
        _app.MapGet($"/api/cases/{Case}", () => Results.Json(Shown()));
        _app.MapPost($"/api/cases/{Case}/verdicts", (JsonObject verdict) => Move(verdict["kind"]!.GetValue<string>(), "pending", "filed"));
        _app.MapPost($"/api/cases/{Case}/changes", (JsonObject change) =>
            change["kind"]!.GetValue<string>() is "verify" ? Move("verify", "handled", "verified") : Move("close", "verified", "closed"));
        _app.MapPut("/api/city/requests/1/updates", (JsonObject update) => Update(update["id"]!.GetValue<string>(), update["status"]!.GetValue<string>()));
    }

    public string Address => _app.Urls.First();

    /// <summary>What was done to the case, in order.</summary>
    public List<string> Done { get; } = [];

    public int Failures => _failed.Count;

    public static async Task<FlakyBridge> StartAsync()
    {
        var bridge = new FlakyBridge();
        await bridge._app.StartAsync();
        return bridge;
    }

    /// <summary>Files the case, as a bridge does once it is confirmed: it is request 1.</summary>
    public async Task FileAsync(ReceiverHost platform)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["service_code"] = "06042", ["lat"] = "24.8", ["long"] = "118.5", ["description"] = "full" });
        (await http.PostAsync($"{platform.Endpoint}/requests.json", form)).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task FailOnceAsync(HttpContext context, RequestDelegate next)
    {
        bool isFirst;
        lock (_gate)
            isFirst = _failed.Add($"{context.Request.Method} {context.Request.Path}");
        if (isFirst && HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (!isFirst)
        {
            await next(context);
            return;
        }

        var (body, lost) = (context.Response.Body, new MemoryStream());
        context.Response.Body = lost;
        await next(context);
        context.Response.Body = body;
        context.Abort();
    }

    private IResult Move(string what, string from, string to)
    {
        lock (_gate)
        {
            if (_state != from)
                return Results.Conflict();
            Done.Add(what);
            _state = to;
            return Results.Json(Shown());
        }
    }

    private IResult Update(string id, string status)
    {
        lock (_gate)
        {
            if (!_updates.Add(id))
                return Results.Ok();
        }

        return Move(status, _state, status);
    }

    private JsonObject Shown() => new()
    {
        ["id"] = Case,
        ["number"] = 7,
        ["problem"] = "bin-overflow",
        ["openedAt"] = "2026-03-02T08:00:00Z",
        ["evidence"] = new JsonObject(),
        ["state"] = _state,
        ["reference"] = _state == "pending" ? null : "1",
        ["closedAt"] = _state == "closed" ? "2026-03-02T09:00:00Z" : null,
        ["recheck"] = _state == "handled" ? new JsonObject { ["state"] = "proposed", ["proposal"] = "verified", ["words"] = "camera bin-corner: not seen in 3 of 3 looks" } : null,
    };
}
