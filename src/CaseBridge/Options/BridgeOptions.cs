using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.Mqtt;

namespace EdgeWatch.CaseBridge.Options;

/// <summary>Everything that a bridge's file says. Complete by defaults.</summary>
internal sealed record BridgeOptions
{
    [Required, Description("Id of the bridge; stands in its MQTT client id and in logs.")]
    public string Id { get; init; } = "bridge";

    [Required, Description("Address of the HTTP API and the console.")]
    public string Listen { get; init; } = "http://127.0.0.1:8080";

    [Description("The MQTT 5 broker.")]
    public BrokerOptions Broker { get; init; } = new();

    [Description("Folder for the case store and the evidence. Bridges that share a PostgreSQL database share this folder too.")]
    public string Data { get; init; } = "data/bridge";

    [Description("Connection string of a PostgreSQL database that several bridges share; absent: SQLite in the data folder.")]
    public string? Postgres { get; init; }

    [Range(0.0, 10_000.0), Description("Metres within which the same problem counts as the same place, beyond both error radii; 0: the error radii alone.")]
    public double SamePlaceRadius { get; init; } = 10;

    [Description("The city's profile (YAML): standards, limits, calendar; absent: cases show no codes of the city and no limits.")]
    public string? City { get; init; }

    [Description("GeoJSON with the border of the district: what lies outside is left out of the registers.")]
    public string? District { get; init; }

    [Description("Registers of cells, duty grids, components and sensors (CSV, GeoJSON); absent: cases show no cell.")]
    public string[] Registers { get; init; } = [];

    [Description("Where pictures lie, and for how long.")]
    public EvidenceOptions Evidence { get; init; } = new();

    [Description("Raw reports of cases that are done are deleted so long after they came, but for the clearest of each; absent: they are kept.")]
    public TimeSpan? KeepReports { get; init; }

    [Description("Score samples older than this are deleted.")]
    public TimeSpan KeepSamples { get; init; } = TimeSpan.FromDays(90);

    [Description("Zero reports older than this are deleted; what was looked at on each day stays.")]
    public TimeSpan KeepZeroReports { get; init; } = TimeSpan.FromDays(90);

    [Description("Problems filed without a verdict. Empty: a person decides every case.")]
    public string[] FileWithoutVerdict { get; init; } = [];

    [Description("Where confirmed cases are filed (docs/filing.md). Bridges that share a store have the same ones.")]
    public FilerOptions[] Filers { get; init; } = [];

    [Description("What the city's platforms must show as 'Authorization: Bearer …' to tell the bridge of cases, at least 16 characters; ${NAME} takes an environment variable. Absent: they may not.")]
    public string? CityToken { get; init; }

    [Description("Address under which platforms reach this bridge, such as https://cases.city.example; pictures are filed by it. Absent: cases are filed without addresses of pictures.")]
    public string? PublicUrl { get; init; }
}
