using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using EdgeWatch.CaseBridge.Options;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// A bucket of an S3-compatible store (AWS, Ceph, MinIO, a cloud's own). Each request carries the hash of its body, so that a picture which was damaged on the way is refused; a
/// picture is there whole or not at all, and once it is acknowledged the store has it to stay.
/// </summary>
internal sealed class S3Evidence : IEvidenceStore, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http;
    private readonly S3Credentials _credentials;
    private readonly S3Options _options;
    private readonly TimeProvider _time;
    private readonly Uri _root;

    /// <param name="options">Checked options.</param>
    /// <param name="time">The clock; requests are dated, and a store refuses those that are a quarter of an hour off.</param>
    public S3Evidence(S3Options options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _credentials = new S3Credentials(options.AccessKey, options.SecretKey, options.Region);
        var endpoint = new UriBuilder(options.Endpoint);
        if (!options.PathStyle)
            endpoint.Host = $"{options.Bucket}.{endpoint.Host}";
        _root = endpoint.Uri;
        // A connection is renewed now and then, so that a name that points elsewhere is followed.
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = Timeout };
    }

    public void Keep(string sha256, byte[] bytes)
    {
        using var answer = Send(HttpMethod.Put, KeyOf(sha256), [], bytes);
        Expect(answer, "kept in", HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.NoContent);
    }

    public async Task<Stream?> OpenAsync(string sha256, CancellationToken abort)
    {
        using var request = Sign(HttpMethod.Get, KeyOf(sha256), [], []);
        try
        {
            using var answer = await _http.SendAsync(request, abort);
            if (answer.StatusCode == HttpStatusCode.NotFound)
                return null;
            Expect(answer, "read from", HttpStatusCode.OK);
            return new MemoryStream(await answer.Content.ReadAsByteArrayAsync(abort), writable: false);
        }
        catch (Exception exception) when (IsAway(exception, abort))
        {
            throw Away(exception);
        }
    }

    public void Delete(string sha256)
    {
        using var answer = Send(HttpMethod.Delete, KeyOf(sha256), [], []);
        Expect(answer, "deleted from", HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound);
    }

    public IEnumerable<StoredFile> OlderThan(DateTimeOffset time)
    {
        for (string? next = ""; next is not null;)
        {
            var page = List(next);
            var space = page.Name.Namespace;
            foreach (var content in page.Elements(space + "Contents"))
            {
                var name = Path.GetFileNameWithoutExtension(content.Element(space + "Key")!.Value);
                if (name.Length == 2 * SHA256.HashSizeInBytes && DateTimeOffset.Parse(content.Element(space + "LastModified")!.Value, CultureInfo.InvariantCulture) < time)
                    yield return new StoredFile(name, long.Parse(content.Element(space + "Size")!.Value, CultureInfo.InvariantCulture));
            }

            next = page.Element(space + "NextContinuationToken")?.Value;
        }
    }

    public void Dispose() => _http.Dispose();

    private XElement List(string next)
    {
        var query = new Dictionary<string, string> { ["list-type"] = "2", ["prefix"] = _options.Prefix };
        if (next.Length > 0)
            query["continuation-token"] = next;
        using var answer = Send(HttpMethod.Get, "", query, []);
        Expect(answer, "listed in", HttpStatusCode.OK);
        try
        {
            using var body = answer.Content.ReadAsStream();
            return XDocument.Load(body).Root!;
        }
        catch (XmlException exception)
        {
            throw Away(exception);
        }
    }

    private string KeyOf(string sha256) => $"{_options.Prefix}{sha256[..2]}/{sha256}.jpg";

    private HttpResponseMessage Send(HttpMethod method, string key, IEnumerable<KeyValuePair<string, string>> query, byte[] body)
    {
        using var request = Sign(method, key, query, body);
        try
        {
            return _http.Send(request);
        }
        catch (Exception exception) when (IsAway(exception, CancellationToken.None))
        {
            throw Away(exception);
        }
    }

    private HttpRequestMessage Sign(HttpMethod method, string key, IEnumerable<KeyValuePair<string, string>> query, byte[] body)
    {
        var path = _root.AbsolutePath.TrimEnd('/') + (_options.PathStyle ? $"/{_options.Bucket}/{key}" : $"/{key}");
        var headers = new Dictionary<string, string>
        {
            ["host"] = _root.IsDefaultPort ? _root.Host : $"{_root.Host}:{_root.Port}",
            ["x-amz-content-sha256"] = SignatureV4.HexOf(SHA256.HashData(body)),
            ["x-amz-date"] = SignatureV4.DateOf(_time.GetUtcNow()),
        };
        var request = new HttpRequestMessage(method, new UriBuilder(_root) { Path = path, Query = SignatureV4.QueryOf(query) }.Uri);
        if (method == HttpMethod.Put)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new("image/jpeg");
        }

        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", headers["x-amz-content-sha256"]);
        request.Headers.TryAddWithoutValidation("x-amz-date", headers["x-amz-date"]);
        request.Headers.TryAddWithoutValidation("Authorization", SignatureV4.Authorize(_credentials, method.Method, path, query, headers));
        return request;
    }

    private void Expect(HttpResponseMessage answer, string done, params ReadOnlySpan<HttpStatusCode> expected)
    {
        if (expected.Contains(answer.StatusCode))
            return;
        var (kind, remedy) = answer.StatusCode switch
        {
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => (StoreFaultKind.ReadOnly, "Check bridge.evidence.s3: accessKey, secretKey, region, the key's rights, and this machine's clock"),
            HttpStatusCode.NotFound or HttpStatusCode.MovedPermanently => (StoreFaultKind.Unreachable, "Check bridge.evidence.s3: endpoint, bucket and pathStyle"),
            HttpStatusCode.InsufficientStorage => (StoreFaultKind.Full, "Make room in the store"),
            _ => (StoreFaultKind.Failing, "Check the store"),
        };
        throw new StoreAwayException($"evidence cannot be {done} bucket {_options.Bucket} at {_root.Host}: it answered {(int)answer.StatusCode} {answer.ReasonPhrase}. {remedy}.") { Kind = kind };
    }

    private StoreAwayException Away(Exception exception) =>
        new($"evidence store {_root.Host} does not serve: {exception.Message}. Check bridge.evidence.s3.endpoint and the network.", exception);

    private static bool IsAway(Exception exception, CancellationToken abort) => exception is HttpRequestException or IOException || exception is OperationCanceledException && !abort.IsCancellationRequested;
}
