using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>What an HTTP server's answer, or the lack of one, means for a filing. The same for every destination that is reached by HTTP.</summary>
internal static class HttpAnswers
{
    /// <summary>Words of an answer that are kept.</summary>
    public const int MostWords = 500;

    /// <summary>Largest answer that is read.</summary>
    private const int MostBytes = 1024 * 1024;

    /// <summary>A client that follows no redirect (it would turn a POST into a GET), waits as long as the options say, and reads no endless answer.</summary>
    public static HttpClient NewClient(FilerOptions options) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromTicks(Math.Min(options.Timeout.Ticks, TimeSpan.FromSeconds(10).Ticks)),
        // A platform that moves to another address is found again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    })
    {
        Timeout = options.Timeout,
        MaxResponseContentBufferSize = MostBytes,
        DefaultRequestHeaders = { { "User-Agent", "EdgeWatch-CaseBridge" } },
    };

    /// <summary>Sends and reads the whole answer.</summary>
    /// <returns>The answer with its text, or what its lack means.</returns>
    public static async Task<(HttpAnswer? Answer, FilingAnswer.Later? Lack)> AskAsync(this HttpClient client, HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            using var response = await client.SendAsync(request, stop);
            var text = await response.Content.ReadAsStringAsync(stop);
            return (new HttpAnswer(response.StatusCode, text, RetryAfter(response), response.Headers.Location?.ToString()), null);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, new FilingAnswer.Later($"no answer within {client.Timeout.TotalSeconds:0.#} s", MayHaveArrived: true, HoldsAll: true));
        }
        catch (HttpRequestException exception)
        {
            return (null, new FilingAnswer.Later(exception.Message, MayHaveArrived: !NeverLeft(exception), HoldsAll: true));
        }
    }

    /// <summary>What an answer that is no success means.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="words">What the platform says, as far as it could be read; null: the answer's text.</param>
    public static FilingAnswer Failure(HttpAnswer answer, string? words = null)
    {
        var said = $"HTTP {(int)answer.Status}: {Shorten(words ?? answer.Text)}";
        return (int)answer.Status switch
        {
            // Busy, or not there for now: everybody waits.
            429 or 503 => new FilingAnswer.Later(said, MayHaveArrived: false, HoldsAll: true, answer.RetryAfter),
            // 409: the same key is being worked on just now (draft-ietf-httpapi-idempotency-key-header).
            408 or 409 or 423 or 425 => new FilingAnswer.Later(said, MayHaveArrived: true, HoldsAll: false, answer.RetryAfter),
            502 or 504 => new FilingAnswer.Later(said, MayHaveArrived: true, HoldsAll: true, answer.RetryAfter),
            >= 500 => new FilingAnswer.Later(said, MayHaveArrived: true, HoldsAll: false, answer.RetryAfter),
            >= 300 and < 400 => new FilingAnswer.Refused($"HTTP {(int)answer.Status}: it is at {answer.Location ?? "another address"} now; write that as its url"),
            _ => new FilingAnswer.Refused(said),
        };
    }

    public static string Shorten(string text)
    {
        var plain = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return plain.Length switch
        {
            0 => "(no words)",
            > MostWords => plain[..MostWords] + "…",
            _ => plain,
        };
    }

    /// <summary>Where there never was a connection, nothing can have arrived.</summary>
    private static bool NeverLeft(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
        && exception.InnerException is SocketException or System.Security.Authentication.AuthenticationException;

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } seconds } => seconds,
        // By the platform's own clock, which stands beside it.
        { Date: { } date } when response.Headers.Date is { } now => date - now,
        _ => null,
    };
}

/// <summary>An answer that was read.</summary>
internal sealed record HttpAnswer(HttpStatusCode Status, string Text, TimeSpan? RetryAfter, string? Location)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public override string ToString() => $"HTTP {((int)Status).ToString(CultureInfo.InvariantCulture)}";
}
