using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>A make of sensor that is described instead of programmed: which value stands where, in which unit.</summary>
public sealed record SensorMakeOptions
{
    /// <summary>Name by which sensors name the make.</summary>
    [Required, RegularExpression(UplinkSourceOptions.NamePattern), Description("Name of the make, by which sensors name it; it may take the place of a built-in one.")]
    public string Name { get; init; } = "";

    /// <summary>The values that are read.</summary>
    [Required, Description("The values that are read.")]
    public SensorFieldOptions[] Fields { get; init; } = [];

    /// <summary>Path of the sensor's own time; null: the network server's, or the time of arrival.</summary>
    [Description("Path of the sensor's own time: RFC 3339, or seconds or milliseconds since 1970; absent: the network's time, or that of arrival.")]
    public string? Time { get; init; }

    /// <summary>Time zone of a time that names none.</summary>
    [Description("Time zone of times that name none, such as Asia/Shanghai; absent: UTC.")]
    public string? TimeZone { get; init; }

    /// <summary>Path of a list of older records, each with fields and a time of its own.</summary>
    [Description("Path of a list of older records, each with the same fields and a time of its own.")]
    public string? History { get; init; }

    /// <summary>Texts that mean "could not measure" in any field; any text that is no number means so too.</summary>
    [Description("Values by which the sensor says that it could not measure, in any field: -999, 65535, Invalid Reading. A text that is no number is taken so anyway.")]
    public string[] Sentinels { get; init; } = [];
}

/// <summary>One value of a described make. Value in the quantity's unit = (number · scale + offset) converted from <see cref="Unit"/>.</summary>
public sealed record SensorFieldOptions
{
    /// <summary>Where it stands.</summary>
    [Required, Description("Path of the value: temperature, data.level, items[0].value.")]
    public string Path { get; init; } = "";

    /// <summary>What it measures.</summary>
    [Required, AllowedValues("tilt", "distance", "level", "fill-level", "open", "occupied", "wet", "count", "temperature", "humidity", "battery", "battery-voltage")]
    [Description("Quantity: tilt, distance, level, fill-level, open, occupied, wet, count, temperature, humidity, battery, battery-voltage.")]
    public string Quantity { get; init; } = "";

    /// <summary>Unit of a number that names none.</summary>
    [Description("Unit of a number that names none: mm, cm, m, %, ratio, V, mV, C, F, K, deg, rad; absent: the quantity's own.")]
    public string? Unit { get; init; }

    /// <summary>Factor.</summary>
    [Description("Factor.")]
    public double Scale { get; init; } = 1;

    /// <summary>Added after scaling.</summary>
    [Description("Added after scaling.")]
    public double Offset { get; init; }

    /// <summary>The value where the field is left out, as protobuf JSON leaves out zero and false; null: no reading then.</summary>
    [Description("The value where the field is left out (some servers leave out zero and false); absent: no reading then.")]
    public double? WhenAbsent { get; init; }

    /// <summary>Texts that mean 1 (open, occupied, wet), beside the usual ones.</summary>
    [Description("Texts that mean 1 (open, occupied, wet), beside true, on, open, occupied, tilt and their like.")]
    public string[] TrueTexts { get; init; } = [];

    /// <summary>Texts that mean 0.</summary>
    [Description("Texts that mean 0 (closed, free, dry), beside false, off, closed, free, normal and their like.")]
    public string[] FalseTexts { get; init; } = [];
}
