using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace EdgeWatch.CaseBridge.Filing.Webhook;

/// <summary>Sends cases as signed JSON to an address. Any success is an acceptance; <c>{ "reference": "…" }</c> in its answer is the platform's id of the case.</summary>
internal sealed class WebhookFiler(FilerOptions options, TimeProvider time) : ICaseFiler, IDisposable
{
    private readonly HttpClient _client = HttpAnswers.NewClient(options);

    public static IEnumerable<FilerProblem> Check(FilerOptions options)
    {
        foreach (var problem in FilerRules.CheckUrl(options))
            yield return problem;
        if (options.Secret is not { Length: >= FilerRules.ShortestSecret })
            yield return new FilerProblem("secret", options.Secret is null ? null : "(too short)", $"write at least {FilerRules.ShortestSecret} characters that the receiver knows too: ${{WEBHOOK_SECRET}}");
    }

    public async Task<FilingAnswer> SendAsync(Filing filing, CancellationToken stop)
    {
        var body = Encoding.UTF8.GetBytes(filing.Document.ToJson());
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("Idempotency-Key", filing.Id);
        request.Headers.Add("X-EdgeWatch-Attempt", $"{filing.Attempt}");
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(options.Secret!, body, time.GetUtcNow()));
        var (answer, lack) = await _client.AskAsync(request, stop);
        if (answer is null)
            return lack!;
        return answer.IsSuccess ? new FilingAnswer.Accepted(Reference(answer.Text)) : HttpAnswers.Failure(answer);
    }

    public void Dispose() => _client.Dispose();

    private static string? Reference(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("reference", out var value) ? value.ValueKind switch
            {
                JsonValueKind.String when value.GetString() is { Length: > 0 } reference => reference,
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;
        }
        catch (JsonException)
        {
            // An answer without JSON is an acceptance all the same.
            return null;
        }
    }
}
