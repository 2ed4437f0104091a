using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeWatch.Contracts;
using EdgeWatch.Demo.Sensors;
using EdgeWatch.Terminal;

namespace EdgeWatch.Demo;

/// <summary>
/// Reads the truth file beside a clip (<c>name.truth.json</c>). Three kinds are known: zones with expectations, stills with boxes
/// (<c>segments</c>), and boxes of every picture (<c>frames</c>), from which follows what stands and for how long.
/// </summary>
internal static class ClipTruthFile
{
    private static readonly float[][] WholePicture = [[0, 0], [1, 0], [1, 1], [0, 1]];
    private static readonly string[] Vehicles = ["car", "truck", "bus", "motorcycle", "bicycle"];
    private static readonly TimeSpan QuietDwell = TimeSpan.FromSeconds(10);

    /// <summary>Seconds by which a look may come late, and by which labels and a detector differ on when a thing came or went.</summary>
    private const double LookLate = 1;
    private const double LabelSlack = 2;

    /// <summary>Seconds in which a picture still fades from the one before.</summary>
    private const double Fade = 1;

    private static readonly TruthZone[] Anywhere = [new("vehicles", WholePicture, "occupancy", Problems.RoadOccupied, Vehicles, QuietDwell)];

    /// <summary>Every clip of a folder that has a truth file, by name.</summary>
    public static IReadOnlyList<ClipTruth> ReadFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new MissingPieceException($"there is no folder {folder}; --clips names a folder of .mp4 files with .truth.json files beside them");
        var clips = Directory.EnumerateFiles(folder, "*.mp4").Order(StringComparer.Ordinal)
            .Where(clip => File.Exists(Path.ChangeExtension(clip, ".truth.json"))).Select(Read).ToArray();
        return clips.Length > 0 ? clips : throw new MissingPieceException($"{folder} holds no .mp4 file with a .truth.json file beside it");
    }

    public static ClipTruth Read(string clip)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(clip, ".truth.json")))!.AsObject();
        if (root["zones"] is JsonArray { Count: > 0 } zones)
            return FromZones(clip, zones, root["expect"]?.AsArray() ?? []) with { Sensors = TruthSensor.Read(root) };
        if (root["segments"] is JsonArray segments)
            return FromStills(clip, segments);
        return root["frames"] is JsonArray frames ? FromFrames(clip, frames, root["fps"]!.GetValue<double>()) : new ClipTruth(clip, Watch(AsksForVehicles(root) ? Anywhere : []), []);
    }

    /// <summary>
    /// Only where the truth says that nothing stands may any standing vehicle be called wrong; elsewhere one may be parked in a corner. One that speaks of the
    /// carriageway without drawing it leaves the kerb open, where vehicles may be parked.
    /// </summary>
    private static bool AsksForVehicles(JsonObject root) =>
        root["quiet"]?.AsArray().Select(line => line!.GetValue<string>()).Any(line =>
            line.Contains("nothing stays", StringComparison.Ordinal) && !line.Contains("in the carriageway", StringComparison.Ordinal)) ?? false;

    private static ClipTruth FromZones(string clip, JsonArray zones, JsonArray expect)
    {
        var read = zones.Select(zone => new TruthZone(
            zone!["id"]!.GetValue<string>(),
            zone["polygon"]!.Deserialize<float[][]>()!,
            zone["rule"]!.GetValue<string>(),
            zone["problem"]?.GetValue<string>() ?? Problems.RoadOccupied,
            zone["classes"]!.Deserialize<string[]>()!,
            TimeSpan.FromSeconds(zone["dwellSeconds"]?.GetValue<double>() ?? 10))).ToArray();
        var expected = expect.Select(item => new TruthCase(
            item!["zone"]!.GetValue<string>(),
            item["problem"]?.GetValue<string>() ?? read.First(zone => zone.Id == item["zone"]!.GetValue<string>()).Problem,
            item["openedBetween"]?.Deserialize<double[]>() is [var from, var to] ? (from, to) : null)).ToArray();
        var cleared = expect.Select(item => item!["clearedBetween"]?.Deserialize<double[]>()).ToArray();
        if (cleared.Length == 0 || !cleared.All(between => between is [_, _]))
            return new ClipTruth(clip, read, expected);
        return new ClipTruth(clip, read, expected)
        {
            CleanFrom = cleared.Max(between => between![0]) + Fade,
            WrongBetween = expected.All(one => one.OpenedBetween is not null) ? (expected.Max(one => one.OpenedBetween!.Value.From) + Fade, cleared.Min(between => between![0]) - Fade) : null,
        };
    }

    /// <summary>Each still is a street of its own: what it shows is due while it stands.</summary>
    private static ClipTruth FromStills(string clip, JsonArray segments)
    {
        var zones = Watch([]);
        var expected = segments.SelectMany(segment =>
        {
            var classes = segment!["boxes"]!.AsArray().Select(box => box!["cls"]!.GetValue<string>().Replace('_', '-')).ToHashSet();
            var window = (segment["start_s"]!.GetValue<double>(), segment["end_s"]!.GetValue<double>() + LookLate);
            return zones.Where(zone => classes.Contains(zone.Classes[0])).Select(zone => new TruthCase(zone.Id, zone.Problem, window));
        });
        return new ClipTruth(clip, zones, [.. expected]);
    }

    private static ClipTruth FromFrames(string clip, JsonArray frames, double rate)
    {
        var standing = StandingThings.Find([.. frames.Select(frame => frame!.AsArray().Select(StandingThings.Box.Read).ToArray())], rate);
        var zones = standing.Select((thing, index) => new TruthZone(
            $"standing-{index + 1}", thing.Box.Polygon(margin: 0.15f), "occupancy", Problems.RoadOccupied, Vehicles, QuietDwell)).ToArray();
        // Some vehicles are not labelled: what stands elsewhere cannot be called wrong, so only these zones are asked.
        return new ClipTruth(clip, Watch(zones), [.. zones.Zip(standing, (zone, thing) => new TruthCase(zone.Id, zone.Problem, DueOf(thing.From, thing.To)))]);
    }

    /// <summary>A thing is due once it has stood for the dwell; the label begins and ends up to two seconds beside what a detector sees.</summary>
    private static (double From, double To) DueOf(double from, double to) => (from + QuietDwell.TotalSeconds - LabelSlack, to + LabelSlack);

    /// <summary>The questions that are asked of every clip over the whole picture, behind those about vehicles.</summary>
    private static TruthZone[] Watch(TruthZone[] vehicles) =>
    [
        .. vehicles,
        new TruthZone("bins", WholePicture, "state", Problems.BinOverflow, ["overflow"], default),
        new TruthZone("refuse", WholePicture, "state", Problems.Garbage, ["garbage"], default),
        new TruthZone("covers", WholePicture, "state", Problems.ManholeOpen, ["manhole-open"], default),
    ];
}
