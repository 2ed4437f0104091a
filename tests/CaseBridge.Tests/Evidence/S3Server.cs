using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using EdgeWatch.CaseBridge.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Tests.Evidence;

/// <summary>
/// A bucket in memory that takes nothing on trust: each request's signature is worked out anew from what arrived (by the signing that AWS's own examples hold to), the body's hash
/// is compared, and a request that is dated a quarter of an hour off is refused, as S3 does.
/// </summary>
internal sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "pictures";

    /// <summary>Few, so that lists come in several pages.</summary>
    private const int PageLength = 2;

    private static readonly XNamespace Space = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<string, (byte[] Bytes, DateTimeOffset At)> _objects = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly WebApplication _app;

    private S3Server(TimeProvider time)
    {
        _time = time;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public static S3Credentials Credentials { get; } = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "eu-test-1");

    public string Endpoint => _app.Urls.First();

    public IEnumerable<string> Keys => _objects.Keys.Order(StringComparer.Ordinal);

    /// <summary>Answers everything with this status; null: serves.</summary>
    public int? Broken { get; set; }

    public static async Task<S3Server> StartAsync(TimeProvider time)
    {
        var server = new S3Server(time);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var (status, answer) = (Broken ?? Flaw(context.Request, body.ToArray())) is { } refused ? (refused, []) : Answer(context.Request, body.ToArray());
        context.Response.StatusCode = status;
        if (answer.Length > 0)
            await context.Response.Body.WriteAsync(answer);
    }

    private int? Flaw(HttpRequest request, byte[] body)
    {
        var authorization = request.Headers.Authorization.ToString();
        var date = request.Headers["x-amz-date"].ToString();
        if (!DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) || (at - _time.GetUtcNow()).Duration() > MostSkew)
            return StatusCodes.Status403Forbidden;
        var signed = authorization.Split("SignedHeaders=")[^1].Split(',')[0].Split(';').ToDictionary(name => name, name => request.Headers[name].ToString());
        var query = request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));
        if (authorization != SignatureV4.Authorize(Credentials, request.Method, request.Path.Value!, query, signed))
            return StatusCodes.Status403Forbidden;
        return request.Headers["x-amz-content-sha256"] == Convert.ToHexStringLower(SHA256.HashData(body)) ? null : StatusCodes.Status400BadRequest;
    }

    private (int Status, byte[] Body) Answer(HttpRequest request, byte[] body)
    {
        var path = request.Path.Value!.Split('/', 3);
        if (path[1] != Bucket)
            return (StatusCodes.Status404NotFound, []);
        var key = path[2];
        switch (request.Method)
        {
            case "PUT":
                _objects[key] = (body, _time.GetUtcNow());
                return (StatusCodes.Status200OK, []);
            case "DELETE":
                _objects.TryRemove(key, out _);
                return (StatusCodes.Status204NoContent, []);
            case "GET" when key.Length == 0:
                return (StatusCodes.Status200OK, Encoding.UTF8.GetBytes(List(request.Query)));
            case "GET" when _objects.TryGetValue(key, out var found):
                return (StatusCodes.Status200OK, found.Bytes);
            default:
                return (StatusCodes.Status404NotFound, []);
        }
    }

    private string List(IQueryCollection query)
    {
        var after = query["continuation-token"].ToString();
        var rest = Keys.Where(key => key.StartsWith(query["prefix"].ToString(), StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0).ToList();
        var page = rest.Take(PageLength).ToList();
        return new XDocument(new XElement(
            Space + "ListBucketResult",
            page.Select(key => new XElement(Space + "Contents", new XElement(Space + "Key", key), new XElement(Space + "LastModified", $"{_objects[key].At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}"), new XElement(Space + "Size", _objects[key].Bytes.Length))),
            rest.Count > page.Count ? new XElement(Space + "NextContinuationToken", page[^1]) : null)).ToString();
    }
}
