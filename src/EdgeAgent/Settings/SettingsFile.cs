using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent.Settings;

/// <summary>What the agent remembers of the centre's settings, so that a start without the broker is under the last good ones.</summary>
internal sealed record RememberedSettings
{
    /// <summary>The last that was received.</summary>
    public DesiredSettings? Desired { get; init; }

    /// <summary>The last good settings of each camera, with the revision that brought them.</summary>
    public IReadOnlyDictionary<string, GoodSettings> Good { get; init => field = value ?? new Dictionary<string, GoodSettings>(); } = new Dictionary<string, GoodSettings>();
}

/// <summary>Settings of one camera that were in force.</summary>
/// <param name="Revision">The revision that brought them.</param>
/// <param name="Settings">As they came.</param>
internal sealed record GoodSettings(long Revision, CameraSettings Settings);

/// <summary>Reads and writes them; a crash leaves the old or the new file, whole.</summary>
internal static class SettingsFile
{
    /// <exception cref="JsonException">The file is damaged.</exception>
    public static RememberedSettings Read(string path)
    {
        if (!File.Exists(path))
            return new();
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize(file, RememberedJson.Default.RememberedSettings) ?? new();
    }

    public static void Write(string path, RememberedSettings remembered)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var next = path + ".next";
        using (var file = File.Create(next))
        {
            JsonSerializer.Serialize(file, remembered, RememberedJson.Default.RememberedSettings);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RememberedSettings))]
internal sealed partial class RememberedJson : JsonSerializerContext;
