using System.Globalization;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>How a value is called in the sentences of a judgement.</summary>
/// <param name="Name">What it is: <c>tilt</c>, <c>fill level</c>.</param>
/// <param name="Unit">Behind the number, with its blank: <c>°</c>, <c> %</c>, <c> m/h</c>.</param>
internal sealed record ValueWords(string Name, string Unit)
{
    public static ValueWords Of(Quantity quantity) => new(Quantities.NameOf(quantity).Replace('-', ' '), UnitOf(quantity));

    public static string UnitOf(Quantity quantity) => Quantities.UnitOf(quantity) switch
    {
        "deg" => "°",
        "Cel" => " °C",
        "1" => "",
        var unit => $" {unit}",
    };

    /// <summary>"tilt ≥ 15° for 2 s".</summary>
    public string Asked(LevelLimits limits)
    {
        var readings = limits.Readings > 1 ? $" in at least {limits.Readings} readings" : "";
        return $"{Name} {(limits.Above ? '≥' : '≤')} {With(limits.Limit)}{(limits.For > TimeSpan.Zero ? $" for {Span(limits.For)}" : "")}{readings}";
    }

    /// <summary>"tilt 22.4° for 40 s, 15° for 2 s allowed".</summary>
    public string Found(double worst, TimeSpan dwell, LevelLimits limits)
    {
        var allowed = limits.For > TimeSpan.Zero ? $"{With(limits.Limit)} for {Span(limits.For)} allowed" : $"{(limits.Above ? "below" : "above")} {With(limits.Limit)} allowed";
        return $"{Name} {With(worst)}{(dwell > TimeSpan.Zero ? $" for {Span(dwell)}" : "")}, {allowed}";
    }

    /// <summary>"tilt 0.4° again, below 13.5° for 1 min".</summary>
    public string Gone(double value, LevelLimits limits) =>
        $"{Name} {With(value)} again, {(limits.Above ? "below" : "above")} {With(limits.Clear)}{(limits.ClearAfter > TimeSpan.Zero ? $" for {Span(limits.ClearAfter)}" : "")}";

    /// <summary>The number with its unit, at most three decimals.</summary>
    public string With(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.###}{Unit}");

    /// <summary>A span as people say it: <c>40 s</c>, <c>2 min 5 s</c>, <c>3 h 10 min</c>, <c>5 d 2 h</c>.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s"),
        { TotalHours: < 1 } => Two(span.Minutes, "min", span.Seconds, "s"),
        { TotalDays: < 2 } => Two((int)span.TotalHours, "h", span.Minutes, "min"),
        _ => Two(span.Days, "d", span.Hours, "h"),
    };

    private static string Two(int big, string bigUnit, int small, string smallUnit) => small == 0 ? $"{big} {bigUnit}" : $"{big} {bigUnit} {small} {smallUnit}";
}
