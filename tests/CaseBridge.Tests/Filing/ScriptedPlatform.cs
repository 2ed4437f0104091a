using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Tests.Filing;

/// <summary>A request as a platform saw it.</summary>
internal sealed record SeenRequest(string Method, string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Form);

/// <summary>A real HTTP server on a free port that answers as a test says.</summary>
internal sealed class ScriptedPlatform : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SeenRequest> _seen = new();

    private ScriptedPlatform(Func<SeenRequest, HttpContext, Task> answer, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.Run(async context =>
        {
            var seen = await ReadAsync(context.Request);
            _seen.Enqueue(seen);
            await answer(seen, context);
        });
    }

    public string Url => _app.Urls.First();

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public static async Task<ScriptedPlatform> StartAsync(Func<SeenRequest, HttpContext, Task> answer, int port = 0)
    {
        var platform = new ScriptedPlatform(answer, port);
        await platform._app.StartAsync();
        return platform;
    }

    /// <summary>One that gives these answers, one after another, the last one for ever.</summary>
    public static Task<ScriptedPlatform> StartAsync(params (int Status, string Body)[] answers)
    {
        var next = -1;
        return StartAsync((_, context) =>
        {
            var (status, body) = answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)];
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<SeenRequest> ReadAsync(HttpRequest request)
    {
        request.EnableBuffering();
        var body = await new StreamReader(request.Body).ReadToEndAsync();
        request.Body.Position = 0;
        var form = request.HasFormContentType ? (await request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => $"{pair.Value}") : [];
        return new SeenRequest(request.Method, request.Path, $"{request.QueryString}", body, request.Headers.ToDictionary(pair => pair.Key, pair => $"{pair.Value}"), form);
    }
}
