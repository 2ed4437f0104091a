using EdgeWatch.Contracts;
using EdgeWatch.Demo;
using EdgeWatch.Evaluation.Events;

namespace EdgeWatch.EdgeWatch.Tests.Evaluation.Events;

/// <summary>Clips that exist only as a truth and a list of events.</summary>
internal static class Truths
{
    private static readonly float[][] Anywhere = [[0, 0], [1, 0], [1, 1], [0, 1]];

    public static ClipTruth Clip(params TruthCase[] expected) => new(
        "street.mp4",
        [
            new TruthZone("bay", Anywhere, "occupancy", Problems.RoadOccupied, ["car"], TimeSpan.FromSeconds(10)),
            new TruthZone("bins", Anywhere, "state", Problems.BinOverflow, ["overflow"], default),
        ],
        expected);

    public static TruthCase CarInTheBay(double from, double to) => new("bay", Problems.RoadOccupied, (from, to));

    public static TruthCase Overflow(double from, double to) => new("bins", Problems.BinOverflow, (from, to));

    public static OpenedEvent Car(double at, double? cleared = null) => new("bay", Problems.RoadOccupied, at) { ClearedAt = cleared };

    public static OpenedEvent Bin(double at, double? cleared = null) => new("bins", Problems.BinOverflow, at) { ClearedAt = cleared };

    public static PlayedClip Played(ClipTruth truth, double lengthSeconds, double playedSeconds, params OpenedEvent[] events) => new(
        new ClipPlay(TimeSpan.FromSeconds(lengthSeconds), TimeSpan.FromSeconds(playedSeconds), (int)playedSeconds, events, []), EventJudge.Judge(truth, events));
}
