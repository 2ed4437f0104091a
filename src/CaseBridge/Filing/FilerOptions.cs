using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>One destination of cases. Keys of another kind than <see cref="Kind"/> are left alone.</summary>
internal sealed record FilerOptions
{
    [Required, RegularExpression("[a-z0-9][a-z0-9._-]{0,63}"), Description("Name of the destination, unique within the bridge; stands in filings, logs and metrics, and keeps its meaning: a filing is queued under it.")]
    public string Name { get; init; } = "";

    [Required, Description("open311: a GeoReport v2 server; webhook: signed JSON to an address; folder: a JSON file with its pictures for each case.")]
    public string Kind { get; init; } = "";

    [Description("Kinds open311 and webhook: the address; for open311 the one that 'requests.json' is appended to, such as https://city.example/open311/v2.")]
    public string? Url { get; init; }

    [Description("Problems that are filed there. Empty: every problem of the street; a sensor's own faults only where they are named.")]
    public string[] Problems { get; init; } = [];

    [Description("Kind open311: json or xml, as the server's discovery document says; every server knows xml.")]
    public GeoReportFormat Format { get; init; } = GeoReportFormat.Json;

    [Description("Kind open311: key of the API; ${NAME} takes an environment variable.")]
    public string? ApiKey { get; init; }

    [Description("Kind open311: jurisdiction_id, where one server serves several cities.")]
    public string? Jurisdiction { get; init; }

    [Description("Kind open311: the platform's service codes; a problem that is not listed is filed under its code by the city's profile.")]
    public ServiceCodeOptions[] Services { get; init; } = [];

    [Description("Kind open311: further attributes that the platform asks for, each with a field of the case.")]
    public AttributeOptions[] Attributes { get; init; } = [];

    [Description("Kind open311: time between two questions for the status of open requests; 0s: never asked, the platform tells it by the bridge's API.")]
    public TimeSpan AskInterval { get; init; } = TimeSpan.FromMinutes(5);

    [AllowedValues("handled", "closed"), Description("Kind open311: what 'closed' means for the case: handled (a camera looks again, a person closes it), or closed.")]
    public string ClosedMeans { get; init; } = "handled";

    [Description("Kind webhook: what signatures are made with (HMAC-SHA256), at least 16 characters; ${NAME} takes an environment variable.")]
    public string? Secret { get; init; }

    [Description("Kind folder: where the files go; made when absent.")]
    public string? Folder { get; init; }

    [Description("Longest wait for an answer.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    [Description("First wait before sending again; it doubles with each failure, with random jitter. The platform's Retry-After goes before it.")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    [Description("Longest wait before sending again.")]
    public TimeSpan RetryLimit { get; init; } = TimeSpan.FromMinutes(10);

    [Description("Time after the first attempt from which a filing is set aside for a person instead of being sent again.")]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Shows name and kind, never a key or secret.</summary>
    public override string ToString() => $"{Name} ({Kind})";
}

/// <summary>A problem under the platform's own service code.</summary>
internal sealed record ServiceCodeOptions
{
    [Required, Description("Our own name of the problem, such as manhole-open.")]
    public string Problem { get; init; } = "";

    [Required, Description("The platform's service_code, in quotes.")]
    public string Code { get; init; } = "";
}

/// <summary>One attribute of a service request.</summary>
internal sealed record AttributeOptions
{
    [Required, Description("The platform's code of the attribute: it is sent as attribute[CODE].")]
    public string Code { get; init; } = "";

    [Required, AllowedValues("number", "problem", "cell", "dutyGrid", "component", "class", "className", "dueAt", "since", "confidence", "camera", "sensor"), Description("The field of the case; it is left out where the case has none.")]
    public string Field { get; init; } = "";
}

/// <summary>In which form a GeoReport v2 server answers.</summary>
internal enum GeoReportFormat
{
    /// <summary>application/json, by the Spark convention.</summary>
    Json,

    /// <summary>text/xml, which every server knows.</summary>
    Xml,
}
