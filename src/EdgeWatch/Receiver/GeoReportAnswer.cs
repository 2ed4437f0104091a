using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace EdgeWatch.Receiver;

/// <summary>Writes answers of GeoReport v2 in XML or, by the Spark convention, in JSON: a list of one kind of thing, each with fields that are texts.</summary>
/// <param name="List">Name of the list in XML: <c>service_requests</c>.</param>
/// <param name="Item">Name of an item in XML: <c>request</c>.</param>
/// <param name="Items">The items with their fields; a null stands as an empty element, and as null in JSON.</param>
/// <param name="StatusCode">HTTP status.</param>
internal sealed record GeoReportAnswer(string List, string Item, IEnumerable<(string Name, string? Value)[]> Items, int StatusCode = StatusCodes.Status200OK)
{
    public static GeoReportAnswer Error(int status, string description) => new("errors", "error", [[("code", $"{status}"), ("description", description)]], status);

    public static GeoReportAnswer Requests(IEnumerable<ReceivedRequest> requests) => new("service_requests", "request", requests.Select(Fields));

    /// <param name="format"><c>xml</c> or <c>json</c>.</param>
    public IResult In(string format) => format switch
    {
        "xml" => Results.Text(Xml(), "text/xml; charset=utf-8", statusCode: StatusCode),
        "json" => Results.Text(Json(), "application/json; charset=utf-8", statusCode: StatusCode),
        _ => Results.Text($"'{format}' is neither xml nor json.", statusCode: StatusCodes.Status404NotFound),
    };

    private string Xml() => new XDeclaration("1.0", "utf-8", null) + "\n"
        + new XElement(List, Items.Select(item => new XElement(Item, item.Select(field => new XElement(field.Name, field.Value)))));

    private string Json() => new JsonArray([.. Items.Select(item => new JsonObject(item.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)JsonValue.Create(field.Value)))))])
        .ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    private static (string Name, string? Value)[] Fields(ReceivedRequest request) =>
    [
        ("service_request_id", request.Id),
        ("status", request.Status),
        ("status_notes", request.Steps.Count == 0 ? null : $"{request.Stage}{(request.Steps[^1].Note is { } note ? $": {note}" : "")}"),
        ("service_name", ReceiverServices.NameOf(request.Field("service_code"))),
        ("service_code", request.Field("service_code")),
        ("description", request.Field("description")),
        ("agency_responsible", null),
        ("service_notice", null),
        ("requested_datetime", Time(request.ReceivedAt)),
        ("updated_datetime", Time(request.UpdatedAt)),
        ("expected_datetime", null),
        ("address", request.Field("address_string")),
        ("address_id", null),
        ("zipcode", null),
        ("lat", request.Field("lat")),
        ("long", request.Field("long")),
        ("media_url", request.Field("media_url")),
    ];

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
