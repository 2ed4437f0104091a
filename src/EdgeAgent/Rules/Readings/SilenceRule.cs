using System.Globalization;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>
/// A sensor that is not heard of for longer than it may be silent: a fault of the sensor, never "no problem". Told by the agent's clock; time in which nobody
/// could have been heard does not count. Any uplink ends it, also one that nobody can decode.
/// </summary>
/// <param name="interval">How often the sensor reports.</param>
/// <param name="silentAfter">How long it may be silent.</param>
internal sealed class SilenceRule(TimeSpan interval, TimeSpan silentAfter) : IReadingRule
{
    /// <summary>Stands for the quantity in the judgement and in the key of the finding.</summary>
    public const string Zone = "uplink";

    private long _heardAt;
    private long _deaf;

    public Quantity? Quantity => null;

    public Ruling Judge(ReadingMoment scene, OpenFinding? open)
    {
        if (_heardAt == 0)
            Hear(open is null ? scene.Now : open.Since, scene.Deaf);
        if (scene.Kind == MomentKind.Heard)
        {
            var ruling = open is null ? Ruling.Quiet : Rule(Condition.Gone, scene.Now, scene.Deaf, $"heard again after {ValueWords.Span(Silent(scene.Now, scene.Deaf))}");
            Hear(scene.Now, scene.Deaf);
            return ruling;
        }

        if (scene.Kind != MomentKind.Passed || open is not null || scene.Now < DueAt(open, scene.Deaf))
            return Ruling.Unchanged;
        var last = string.Create(CultureInfo.InvariantCulture, $"last heard {new DateTimeOffset(_heardAt, TimeSpan.Zero):yyyy-MM-dd HH:mm:ss}Z");
        return Rule(Condition.Holds, DueAt(open, scene.Deaf), scene.Deaf, last);
    }

    public DateTimeOffset DueAt(OpenFinding? open, TimeSpan deaf) =>
        _heardAt == 0 || open is not null ? DateTimeOffset.MaxValue : new DateTimeOffset(_heardAt, TimeSpan.Zero) + silentAfter + (deaf - new TimeSpan(_deaf));

    public void Save(BinaryWriter writer)
    {
        writer.Write(_heardAt);
        writer.Write(_deaf);
    }

    public void Load(BinaryReader reader) => (_heardAt, _deaf) = (reader.ReadInt64(), reader.ReadInt64());

    private void Hear(DateTimeOffset now, TimeSpan deaf) => (_heardAt, _deaf) = (now.UtcTicks, deaf.Ticks);

    private TimeSpan Deaf(TimeSpan deaf) => deaf - new TimeSpan(_deaf);

    private TimeSpan Silent(DateTimeOffset now, TimeSpan deaf) => now - new DateTimeOffset(_heardAt, TimeSpan.Zero) - Deaf(deaf);

    private Ruling Rule(Condition condition, DateTimeOffset at, TimeSpan deaf, string found)
    {
        var silent = Silent(at, deaf);
        return new Ruling
        {
            Condition = condition,
            Since = new DateTimeOffset(_heardAt, TimeSpan.Zero),
            SeenAt = at,
            Score = condition == Condition.Gone ? 0 : (float)Math.Clamp(0.5 * (silent / silentAfter), 0.5, 1),
            Threshold = 0.5f,
            Confidence = Ruling.Odds((int)Math.Min(silent / interval, 1000), 0),
            Judgement = new Judgement
            {
                Rule = "silence",
                Zone = Zone,
                LooksFor = 0,
                LooksAgainst = 0,
                LooksBlind = (int)Math.Min(silent / interval, 1000),
                Dwell = silent,
                Gaps = Deaf(deaf),
                Asked = $"a report every {ValueWords.Span(interval)}, at most {ValueWords.Span(silentAfter)} of silence",
                Found = found,
            },
        };
    }
}
