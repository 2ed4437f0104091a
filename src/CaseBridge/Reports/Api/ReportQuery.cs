using Microsoft.AspNetCore.Mvc;

namespace EdgeWatch.CaseBridge.Reports.Api;

/// <summary>What a report is asked for, as it stands in the address.</summary>
/// <param name="From">First day, 2026-11-22; absent: the last day.</param>
/// <param name="To">Last day; absent: the city's today.</param>
/// <param name="By">What it is told apart by, up to three of <c>day</c>, <c>street</c>, <c>grid</c>, <c>duty-grid</c>, <c>class</c>, <c>code</c>, <c>source</c>, <c>agent</c>, <c>camera</c>, <c>sensor</c>, <c>model</c>.</param>
/// <param name="Format"><c>json</c> or <c>csv</c>.</param>
/// <param name="Lang">Language of a table or page: <c>zh</c> or <c>en</c>.</param>
/// <param name="Report">Of a page: <c>indices</c>, <c>patrol</c>, <c>coverage</c>; absent: all three.</param>
/// <param name="Class">Only this problem.</param>
/// <param name="Code">Only this class of the standard.</param>
/// <param name="Street">Only this street: the first nine digits of its cells.</param>
/// <param name="Grid">Only this unit grid cell.</param>
/// <param name="DutyGrid">Only this duty grid.</param>
/// <param name="Source">Only what such a source reported.</param>
/// <param name="Agent">Only this agent.</param>
/// <param name="Camera">Only this camera: <c>agent/camera</c>.</param>
/// <param name="Sensor">Only this sensor: <c>agent/sensor</c>.</param>
/// <param name="Model">Only these models.</param>
internal sealed record ReportQuery(
    string? From, string? To, string? By, string? Format, string? Lang, string? Report, string? Class, string? Code, string? Street, string? Grid, [FromQuery(Name = "duty-grid")] string? DutyGrid, string? Source, string? Agent,
    string? Camera, string? Sensor, string? Model)
{
    public bool IsCsv => Format == "csv";

    public string Language => Lang ?? "zh";

    /// <summary>What is asked for of each dimension.</summary>
    public IEnumerable<(string Name, string? Value)> Only =>
    [
        ("class", Class), ("code", Code), ("street", Street), ("grid", Grid), ("duty-grid", DutyGrid), ("source", Source), ("agent", Agent), ("camera", Camera), ("sensor", Sensor), ("model", Model),
    ];

    public string? Flaw => this switch
    {
        { Format: not (null or "json" or "csv") } => $"format '{Format}' is none of json and csv.",
        { Lang: not (null or "zh" or "en") } => $"lang '{Lang}' is none of zh and en.",
        { Report: not (null or "indices" or "patrol" or "coverage") } => $"report '{Report}' is none of indices, patrol and coverage.",
        _ => null,
    };
}
