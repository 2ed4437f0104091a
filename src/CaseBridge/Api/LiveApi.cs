using System.Text.Json;
using EdgeWatch.CaseBridge.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>Live updates as server-sent events (WHATWG HTML, 9.2). Written by hand for the comments that keep proxies from closing a quiet connection.</summary>
internal static class LiveApi
{
    private static readonly TimeSpan CommentEvery = TimeSpan.FromSeconds(15);

    public static void MapLive(this IEndpointRouteBuilder api) =>
        api.MapGet("/live", StreamAsync).WithSummary("Live updates").Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    private static async Task StreamAsync(HttpContext context, LiveFeed live, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        using var subscription = live.Subscribe();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await WriteAsync(context, ": connected\n\n", over.Token);
            var comment = Task.Delay(CommentEvery, time, over.Token);
            while (true)
            {
                var waiting = subscription.Updates.WaitToReadAsync(over.Token).AsTask();
                while (!waiting.IsCompleted && await Task.WhenAny(waiting, comment) == comment)
                {
                    await WriteAsync(context, ":\n\n", over.Token);
                    comment = Task.Delay(CommentEvery, time, over.Token);
                }

                // False: the page fell behind and is to connect again.
                if (!await waiting)
                    return;
                while (subscription.Updates.TryRead(out var update))
                    await WriteAsync(context, $"event: {update.Name}\ndata: {JsonSerializer.Serialize(update.Body, update.Body.GetType(), JsonSerializerOptions.Web)}\n\n", over.Token);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The page has gone, or the bridge stops.
        }
    }

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken over)
    {
        await context.Response.WriteAsync(text, over);
        await context.Response.Body.FlushAsync(over);
    }
}
