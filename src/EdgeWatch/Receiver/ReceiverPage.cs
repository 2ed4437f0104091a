using System.Globalization;
using System.Net;
using System.Text;

namespace EdgeWatch.Receiver;

/// <summary>The receiver's one page: what came, and buttons for what a city would do about it.</summary>
internal static class ReceiverPage
{
    /// <summary>What can be done, by where a request stands.</summary>
    public static IReadOnlyList<string> Buttons(ReceivedRequest request) => request.Stage switch
    {
        "received" or "returned" or "resumed" => ["dispatched", "handled", "suspended", "voided"],
        "dispatched" => ["handled", "suspended"],
        "handled" => ["verified", "closed", "returned"],
        "verified" => ["closed", "returned"],
        "suspended" => ["resumed"],
        _ => [],
    };

    public static string Write(IReadOnlyList<ReceivedRequest> requests)
    {
        var page = new StringBuilder(
            """
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Service requests</title>
            <style>body{font:15px system-ui,sans-serif;margin:2rem;max-width:70rem}td,th{padding:.4rem .8rem;text-align:left;vertical-align:top;border-bottom:1px solid #ddd}
            form{display:inline}pre{white-space:pre-wrap;margin:0;font:inherit}small{color:#666}</style>
            <h1>Service requests</h1>
            """);
        page.Append($"<p>{requests.Count} by Open311 GeoReport v2 at <code>/v2</code>.</p><table><tr><th>id<th>service<th>description<th>place<th>stands<th>then</tr>");
        foreach (var request in requests)
            Write(page, request);
        return page.Append("</table></html>").ToString();
    }

    private static void Write(StringBuilder page, ReceivedRequest request)
    {
        page.Append($"<tr id=\"request-{request.Id}\"><td>{request.Id}<td>{Html(request.Field("service_code"))}<br><small>{Html(ReceiverServices.NameOf(request.Field("service_code")))}</small>");
        page.Append($"<td><pre>{Html(request.Field("description"))}</pre><small>{request.ReceivedAt.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}</small>");
        if (request.Field("media_url") is { } picture && Uri.TryCreate(picture, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            page.Append($" <a href=\"{Html(picture)}\">picture</a>");
        page.Append($"<td>{Html(request.Field("lat"))} {Html(request.Field("long"))}<br><small>{Html(request.Field("address_string"))}</small><td>{Html(request.Stage)}");
        if (request.Steps is [.., { Told: { } told }])
            page.Append($"<br><small>bridge: {Html(told)}</small>");
        page.Append("<td>");
        foreach (var status in Buttons(request))
            page.Append($"<form method=\"post\" action=\"/requests/{request.Id}/{status}\"><button>{status}</button></form> ");
        page.Append("</tr>");
    }

    private static string Html(string? text) => WebUtility.HtmlEncode(text ?? "");
}
