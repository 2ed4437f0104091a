using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>
/// Uplinks that are pushed: <c>POST</c> to any path of a port of the agent's own, with <c>Authorization: Bearer …</c>. ChirpStack's HTTP integration, webhooks of The Things
/// Stack and any script can do so. 202: taken into the queue; 400: no JSON; 401: no or a wrong token; 413: too large; 503: the queue stays full, try again.
/// </summary>
internal sealed class HttpUplinkSource : IUplinkSource
{
    private const string Scheme = "Bearer ";

    /// <summary>Most senders wait about so long for an answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly UplinkSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly IngestMetrics _metrics;
    private readonly UplinkSourceBoard _board;
    private readonly byte[] _tokenHash;
    private readonly Channel<Uplink> _queue;
    private WebApplication? _server;

    public HttpUplinkSource(UplinkSourceOptions options, TimeProvider time, ILoggerFactory logs, IngestMetrics metrics)
    {
        (_options, _time, _log, _metrics) = (options, time, logs.CreateLogger<HttpUplinkSource>(), metrics);
        _board = new UplinkSourceBoard(options.Name, time, _log, metrics);
        _tokenHash = Hash(options.Token ?? "");
        _queue = Channel.CreateBounded<Uplink>(new BoundedChannelOptions(options.Queue) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    public UplinkSourceStatus Status => _board.Status;

    public async IAsyncEnumerable<Uplink> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        if (!await ListenAsync(stop))
            yield break;
        // Senders were told that it was taken: what is in the queue at the stop is handed on.
        await using var closing = stop.Register(() => _ = CloseAsync());
        await foreach (var uplink in _queue.Reader.ReadAllAsync(CancellationToken.None))
            yield return uplink;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>Ends the queue, so that senders are asked to come again, then the server. Begun at the stop, waited for at the disposal.</summary>
    private async Task CloseAsync()
    {
        _queue.Writer.TryComplete();
        if (_server is not null)
            await _server.StopAsync(CancellationToken.None);
    }

    /// <summary>Listens; where the port is taken it tries again until it is free or stop is asked for.</summary>
    private async Task<bool> ListenAsync(CancellationToken stop)
    {
        var backoff = new Video.Backoff(_options.ReconnectDelay, _options.ReconnectLimit, Random.Shared.NextDouble);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var server = Build();
                await server.StartAsync(stop);
                _server = server;
                _board.Live(_options.Listen);
                return true;
            }
            catch (Exception error) when (error is IOException or CryptographicException or System.Net.Sockets.SocketException)
            {
                _board.Down($"cannot listen at {_options.Listen}: {error.Message}");
            }
            catch (OperationCanceledException)
            {
                return false;
            }

            await Task.Delay(backoff.Next(), _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var listen = new Uri(_options.Listen);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = _options.MaxBodyKilobytes * 1024L;
            if (IPAddress.TryParse(listen.Host.Trim('[', ']'), out var address))
                kestrel.Listen(address, listen.Port, Secure);
            else
                kestrel.ListenLocalhost(listen.Port, Secure);
        });
        var server = builder.Build();
        server.Run(AnswerAsync);
        return server;

        void Secure(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions endpoint)
        {
            if (listen.Scheme == "https")
                endpoint.UseHttps(X509Certificate2.CreateFromPemFile(_options.CertificateFile!, _options.KeyFile));
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (status, reason) = await TakeAsync(context);
        _metrics.HttpAnswered(_options.Name, status);
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "10";
        if (reason is not null)
        {
            _log.PushRefused(_options.Name, status, reason);
            await context.Response.WriteAsync(reason + "\n", CancellationToken.None);
        }
    }

    private async Task<(int Status, string? Reason)> TakeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsAuthorised(request.Headers.Authorization.ToString()))
            return (StatusCodes.Status401Unauthorized, "send the header 'Authorization: Bearer …' with the token of this source");
        if (request.Method != HttpMethods.Post)
            return (StatusCodes.Status405MethodNotAllowed, "uplinks are sent by POST");
        byte[] body;
        try
        {
            body = await ReadBodyAsync(request, context.RequestAborted);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (StatusCodes.Status413PayloadTooLarge, $"the body is larger than {_options.MaxBodyKilobytes} KiB (maxBodyKilobytes)");
        }
        catch (Exception error) when (error is BadHttpRequestException or IOException or OperationCanceledException)
        {
            return (StatusCodes.Status400BadRequest, "the body ended early");
        }

        if (body.Length == 0)
            return (StatusCodes.Status400BadRequest, "the body is empty; send the uplink as JSON");
        if (_options.Format != UplinkFormat.MilesightNb && Objection(body) is { } objection)
            return (StatusCodes.Status400BadRequest, $"the body is no JSON: {objection}; set the sender's encoding to JSON");
        return await QueueAsync(request, body) ? (StatusCodes.Status202Accepted, null) : (StatusCodes.Status503ServiceUnavailable, "too many uplinks wait; send it again");
    }

    private async ValueTask<bool> QueueAsync(HttpRequest request, byte[] body)
    {
        var address = $"{request.Path.ToString().TrimStart('/')}{request.QueryString}";
        var uplink = new Uplink { Source = _options.Name, Address = address, Payload = body, ReceivedAt = _time.GetUtcNow() };
        if (!_queue.Writer.TryWrite(uplink))
        {
            using var patience = new CancellationTokenSource(Patience, _time);
            try
            {
                await _queue.Writer.WriteAsync(uplink, patience.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or ChannelClosedException)
            {
                return false;
            }
        }

        _board.Received();
        return true;
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken abort)
    {
        using var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 1024, 64 * 1024));
        await request.Body.CopyToAsync(body, abort);
        return body.ToArray();
    }

    private static string? Objection(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                // To the end: half a message is none.
            }

            return null;
        }
        catch (JsonException broken)
        {
            return broken.Message;
        }
    }

    /// <summary>Compares hashes, which have one length, in a time that does not depend on where they differ.</summary>
    private bool IsAuthorised(string header) =>
        header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..].Trim()), _tokenHash);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
