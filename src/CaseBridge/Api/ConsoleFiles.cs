using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>The web console: static files, and its one page for every address that is its own.</summary>
internal static class ConsoleFiles
{
    private const string NotBuilt =
        "<!doctype html><meta charset=utf-8><title>EdgeWatch</title><p>The console is not built. Run <code>./edgewatch</code> from the repository, or <code>npm ci && npm run build</code> in src/Console. The API is at <a href=/openapi/v1.json>/openapi/v1.json</a>.";

    /// <summary>Only what this bridge serves may run in its pages; pictures may also be made by the page itself (snapshots).</summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        await next(context);
    });

    public static void UseConsole(this WebApplication app, string folder)
    {
        var index = Path.GetFullPath(Path.Combine(folder, "index.html"));
        if (Directory.Exists(folder))
        {
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(Path.GetFullPath(folder)),
                ContentTypeProvider = new FileExtensionContentTypeProvider(),
                OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                    // The build names everything below assets/ by its content.
                    file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
            });
        }

        // An unknown address below /api is an error for a program to read, not a page. A middleware and no fallback route: such a route would also
        // take requests that an endpoint turns down for their method or content type.
        app.Use((context, next) => context.GetEndpoint() is not null || context.Request.Path.StartsWithSegments("/api")
            ? next(context)
            : Page(context, index).ExecuteAsync(context));
    }

    private static IResult Page(HttpContext context, string index)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
        if (Path.HasExtension(context.Request.Path.Value))
            return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "no-cache";
        return File.Exists(index) ? TypedResults.PhysicalFile(index, "text/html; charset=utf-8") : TypedResults.Text(NotBuilt, "text/html; charset=utf-8");
    }
}
