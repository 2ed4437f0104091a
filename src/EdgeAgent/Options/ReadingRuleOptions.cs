using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeWatch.EdgeAgent.Options;

/// <summary>One rule on the readings of a sensor. What is absent is as the rule has it; docs/configuration.md has the table.</summary>
internal sealed record ReadingRuleOptions
{
    [Required, AllowedValues("threshold", "rate", "tilt", "fill", "stuck", "battery")]
    [Description("threshold: a value beyond a limit; rate: a value that changes too fast; tilt: a cover that stays tilted; fill: a container that is full; stuck: a sensor that repeats one value or cannot measure; battery: nearly empty. Silence is judged for every sensor.")]
    public string Rule { get; init; } = "";

    [Description("Problem that a finding reports: cover-moved, bin-full, water-level, sensor-stuck, battery-low, or one that cameras report; absent: the rule's own (threshold and rate have none).")]
    public string? Problem { get; init; }

    [AllowedValues("tilt", "distance", "level", "fill-level", "open", "occupied", "wet", "count", "temperature", "humidity", "battery", "battery-voltage")]
    [Description("Quantity that is judged; absent: the rule's own (threshold, rate and stuck have none).")]
    public string? Quantity { get; init; }

    [Description("The alarm begins at this value or above it, in the quantity's unit (deg, m, %, Cel, V; rate: per hour).")]
    public double? Above { get; init; }

    [Description("The alarm begins at this value or below it.")]
    public double? Below { get; init; }

    [Description("The alarm is over below (above) this value; absent: nine tenths of 'above', eleven tenths of 'below'.")]
    public double? Clear { get; init; }

    [Description("The value when all is well, for the score: 0 there, 0.5 at the limit, 1 twice as far; absent: 0 for 'above', 100 for 'below' of a percentage, else twice the limit.")]
    public double? Normal { get; init; }

    [Description("How long it must last, in the sensor's own time. A value stands until the next one comes.")]
    public TimeSpan? For { get; init; }

    [Description("How long all must be well again until the finding clears.")]
    public TimeSpan? ClearAfter { get; init; }

    [Range(1, 1000), Description("Fewest readings that must show it; absent: 1 (stuck: 12).")]
    public int? Readings { get; init; }

    [Description("Span over which a rate is taken (rate); at least the sensor's interval.")]
    public TimeSpan? Over { get; init; }

    [Range(0.0, 1000.0), Description("Values that differ by no more than this are the same (stuck).")]
    public double Tolerance { get; init; }
}
