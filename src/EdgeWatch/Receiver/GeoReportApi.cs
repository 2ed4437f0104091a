using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeWatch.Receiver;

/// <summary>The resources of Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2) in XML and JSON.</summary>
internal sealed class GeoReportApi(ReceiverOptions options, RequestBook book, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/services.{format}", (string format) => ReceiverServices.List().In(format));
        routes.MapPost("/requests.{format}", TakeAsync).DisableAntiforgery();
        routes.MapGet("/requests.{format}", (string format, HttpRequest request) => List(request.Query).In(format));
        routes.MapGet("/requests/{id}.{format}", (string format, string id) =>
            (book.Find(id) is { } found && IsNumbered(found) ? GeoReportAnswer.Requests([found]) : GeoReportAnswer.Error(404, $"service_request_id {id} was not found")).In(format));
        routes.MapGet("/tokens/{token}.{format}", (string format, string token) => Redeem(token).In(format));
    }

    private async Task<IResult> TakeAsync(string format, HttpRequest request)
    {
        if (!request.HasFormContentType)
            return GeoReportAnswer.Error(400, "send the request as application/x-www-form-urlencoded").In(format);
        var form = await request.ReadFormAsync();
        if (options.ApiKey is { } key && form["api_key"] != key)
            return GeoReportAnswer.Error(403, "Invalid api_key received").In(format);
        var fields = form.Where(pair => pair.Key != "api_key").ToDictionary(pair => pair.Key, pair => $"{pair.Value}", StringComparer.Ordinal);
        if (Flaw(fields) is { } flaw)
            return flaw.In(format);
        var (taken, known) = book.Take(request.Headers["Idempotency-Key"] is [{ Length: > 0 } given] ? given : null, fields, options.Tokens, time.GetUtcNow());
        // A key stands for one request: https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
        return known && !fields.OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(taken.Fields.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            ? GeoReportAnswer.Error(422, "this Idempotency-Key was used for another request").In(format)
            : Answer(taken).In(format);
    }

    private static GeoReportAnswer? Flaw(Dictionary<string, string> fields)
    {
        if (!fields.TryGetValue("service_code", out var code) || code.Length == 0)
            return GeoReportAnswer.Error(400, "service_code was not provided");
        if (!ReceiverServices.Knows(code))
            return GeoReportAnswer.Error(404, $"service_code {code} was not found");
        if (fields.ContainsKey("lat") != fields.ContainsKey("long") || (!fields.ContainsKey("lat") && !fields.ContainsKey("address_string") && !fields.ContainsKey("address_id")))
            return GeoReportAnswer.Error(400, "give lat and long, address_string or address_id");
        return IsDegrees(fields, "lat", 90) && IsDegrees(fields, "long", 180) ? null : GeoReportAnswer.Error(400, "lat and long are degrees of WGS84");
    }

    private static bool IsDegrees(Dictionary<string, string> fields, string name, double most) =>
        !fields.TryGetValue(name, out var text) || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= most);

    private GeoReportAnswer Answer(ReceivedRequest taken) => IsNumbered(taken)
        ? new GeoReportAnswer("service_requests", "request", [[("service_request_id", taken.Id), ("service_notice", null), ("account_id", null)]])
        : new GeoReportAnswer("service_requests", "request", [[("token", taken.Token), ("service_notice", null), ("account_id", null)]]);

    private GeoReportAnswer Redeem(string token) => book.Ask(token) is not { } found
        ? GeoReportAnswer.Error(404, $"token {token} was not found")
        : new GeoReportAnswer("service_requests", "request", [[("service_request_id", IsNumbered(found) ? found.Id : null), ("token", token)]]);

    private static bool IsNumbered(ReceivedRequest request) => request.Token is null || request.Asked > 1;

    private GeoReportAnswer List(IQueryCollection query)
    {
        var requests = book.All.Where(IsNumbered);
        if (query["service_request_id"] is [{ Length: > 0 } ids])
            return GeoReportAnswer.Requests(requests.IntersectBy(ids.Split(','), request => request.Id));
        if (query["service_code"] is [{ Length: > 0 } codes])
            requests = requests.Where(request => codes.Split(',').Contains(request.Field("service_code")));
        if (query["status"] is [{ Length: > 0 } statuses])
            requests = requests.Where(request => statuses.Split(',').Contains(request.Status));
        if (TryTime(query["start_date"], out var start))
            requests = requests.Where(request => request.ReceivedAt >= start);
        if (TryTime(query["end_date"], out var end))
            requests = requests.Where(request => request.ReceivedAt <= end);
        // The standard's own bound.
        return GeoReportAnswer.Requests(requests.Take(1000));
    }

    private static bool TryTime(string? text, out DateTimeOffset at) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);
}
