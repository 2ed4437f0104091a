using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace EdgeWatch.CaseBridge.Filing.Open311;

/// <summary>One service request in an answer; what a server leaves out, or leaves empty, is null.</summary>
internal sealed record GeoReportRequest(string? Id, string? Token, string? Notice, string? Status, string? Notes, string? Agency, string? Description, DateTimeOffset? UpdatedAt);

/// <summary>Reads answers of GeoReport v2 servers, JSON or XML, whichever they send: some send XML whatever one asks for. Numbers and texts are taken for each other, as servers do.</summary>
internal static class GeoReportReader
{
    /// <summary>The service requests of an answer; null where it is none.</summary>
    public static IReadOnlyList<GeoReportRequest>? Requests(string text) => Read(text, "request")?.Select(field => new GeoReportRequest(
        field("service_request_id"), field("token"), field("service_notice"), field("status")?.ToLowerInvariant(), field("status_notes"), field("agency_responsible"), field("description"),
        DateTimeOffset.TryParse(field("updated_datetime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null)).ToList();

    /// <summary>What an answer says is wrong: "403: Invalid api_key"; null where it says nothing that can be read.</summary>
    public static string? Errors(string text)
    {
        var errors = Read(text, "error")?.Select(field => string.Join(": ", new[] { field("code"), field("description") }.OfType<string>())).Where(words => words.Length > 0).ToList();
        return errors is { Count: > 0 } ? string.Join("; ", errors) : null;
    }

    private static IEnumerable<Func<string, string?>>? Read(string text, string element)
    {
        var start = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        return start.Length == 0 ? null : start[0] == '<' ? OfXml(text, element) : OfJson(text);
    }

    private static IEnumerable<Func<string, string?>>? OfXml(string text, string element)
    {
        try
        {
            // No document type, so that no answer can name a file or unfold itself to gigabytes.
            using var reader = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF')), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return [.. XDocument.Load(reader).Descendants().Where(node => node.Name.LocalName == element).Select(node =>
                (Func<string, string?>)(name => Told(node.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value)))];
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static IEnumerable<Func<string, string?>>? OfJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'));
            var root = document.RootElement.Clone();
            // By the standard a list; some servers send the one thing, or wrap it as their XML does.
            if (root.ValueKind == JsonValueKind.Object && root.EnumerateObject().ToList() is [{ Value.ValueKind: JsonValueKind.Array } only])
                root = only.Value;
            var items = root.ValueKind switch
            {
                JsonValueKind.Array => root.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object),
                JsonValueKind.Object => [root],
                _ => null,
            };
            return items?.Select(item => (Func<string, string?>)(name => item.TryGetProperty(name, out var value) ? Told(Text(value)) : null)).ToList();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static string? Told(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
