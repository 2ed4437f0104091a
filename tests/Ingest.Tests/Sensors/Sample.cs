using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Ingest.Tests.Sensors;

/// <summary>One of our own samples: an uplink, how its source and sensor are configured, and what is expected of it.</summary>
internal sealed record Sample
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public string Note { get; init; } = "";

    public UplinkFormat Format { get; init; }

    public string Make { get; init; } = "";

    public string Device { get; init; } = "24e124713c000001";

    public double[] UsualAngles { get; init; } = [];

    public string[] Topics { get; init; } = [];

    public PlainOptions Plain { get; init; } = new();

    public SensorMakeOptions[] Makes { get; init; } = [];

    public DateTimeOffset ReceivedAt { get; init; }

    public string Address { get; init; } = "";

    public JsonElement? Payload { get; init; }

    public string? Hex { get; init; }

    public Expectation Expect { get; init; } = new();

    public static string Folder => Repository.File("tests", "Ingest.Tests", "Sensors", "Samples");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static Sample Read(string name) => JsonSerializer.Deserialize<Sample>(File.ReadAllText(Path.Combine(Folder, name + ".json")), Style)!;

    public UplinkSourceOptions Source => new() { Name = "src", Format = Format, Topics = Topics, Plain = Plain };

    public SensorDevice Sensor => new(Device, Make) { UsualAngles = UsualAngles };

    public Uplink Uplink => new()
    {
        Source = "src", Address = Address, ReceivedAt = ReceivedAt,
        Payload = Hex is null ? JsonSerializer.SerializeToUtf8Bytes(Payload) : Convert.FromHexString(Hex),
    };
}

/// <summary>What is expected of a sample.</summary>
internal sealed record Expectation
{
    public UplinkOutcome Outcome { get; init; }

    public string? Device { get; init; }

    public string? DeduplicationId { get; init; }

    public ExpectedReading[] Readings { get; init; } = [];

    /// <summary>Words that stand in the refusal.</summary>
    public string? Refusal { get; init; }
}

/// <summary>A reading; a value that is null is bad, a time that is null is not looked at.</summary>
internal sealed record ExpectedReading
{
    public string Quantity { get; init; } = "";

    public double? Value { get; init; }

    public ReadingQuality Quality { get; init; } = ReadingQuality.Good;

    public DateTimeOffset? At { get; init; }
}
