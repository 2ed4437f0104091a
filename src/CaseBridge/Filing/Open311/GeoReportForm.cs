using System.Globalization;

namespace EdgeWatch.CaseBridge.Filing.Open311;

/// <summary>Writes a case as the fields of a GeoReport v2 POST. Pure.</summary>
internal sealed class GeoReportForm(FilerOptions options)
{
    /// <summary>GeoReport v2 allows 4,000 characters of description.</summary>
    private const int LongestDescription = 4000;

    /// <summary>The fields; null where the case cannot be filed there, with the reason.</summary>
    public Dictionary<string, string>? Write(Filing filing, out string? flaw)
    {
        var filed = filing.Document.Case;
        flaw = null;
        if (ServiceCode(filed) is not { } service)
        {
            flaw = $"'{filed.Problem}' has no service code: list it under services, or give the bridge a city profile with a class for it";
            return null;
        }

        var fields = new Dictionary<string, string> { ["service_code"] = service, ["address_string"] = filed.Address, ["description"] = Describe(filing) };
        Add(fields, "api_key", options.ApiKey);
        Add(fields, "jurisdiction_id", options.Jurisdiction);
        Add(fields, "lat", filed.Place is { } place ? Number(place.Lat) : null);
        Add(fields, "long", filed.Place is { } at ? Number(at.Lon) : null);
        Add(fields, "media_url", filed.Pictures.Count > 0 ? filed.Pictures[0].Url : null);
        foreach (var attribute in options.Attributes)
            Add(fields, $"attribute[{attribute.Code}]", Field(filed, attribute.Field));
        return fields;
    }

    private string? ServiceCode(FiledCase filed) =>
        options.Services.FirstOrDefault(service => service.Problem == filed.Problem)?.Code ?? (filed.Codes.Count > 0 ? filed.Codes[0].Code : null);

    /// <summary>The key goes last, so that nothing cuts it off, and a person at the platform sees whose case it is.</summary>
    private static string Describe(Filing filing)
    {
        var mark = $"\nEdgeWatch case {filing.Document.Case.Number}, filing {filing.Id}";
        var words = filing.Document.Case.Description;
        return (words.Length + mark.Length > LongestDescription ? words[..(LongestDescription - mark.Length)] : words) + mark;
    }

    private static string? Field(FiledCase filed, string name) => name switch
    {
        "number" => filed.Number.ToString(CultureInfo.InvariantCulture),
        "problem" => filed.Problem,
        "cell" => filed.Cell,
        "dutyGrid" => filed.DutyGrid,
        "component" => filed.Component,
        "class" => filed.Codes.Count > 0 ? filed.Codes[0].Code : null,
        "className" => filed.Codes.Count > 0 ? filed.Codes[0].Zh : filed.Zh,
        "dueAt" => Time(filed.DueAt),
        "since" => Time(filed.Since),
        "confidence" => filed.Confidence is { } confidence ? Number(confidence) : null,
        "camera" => filed.Camera,
        "sensor" => filed.Sensor,
        _ => throw new ArgumentException($"'{name}' is no field of a case; the options were not checked", nameof(name)),
    };

    private static void Add(Dictionary<string, string> fields, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            fields[name] = value;
    }

    private static string Number(double value) => value.ToString("0.#######", CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
