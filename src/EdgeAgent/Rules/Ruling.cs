using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>How a rule's condition stands after a look.</summary>
internal enum Condition
{
    /// <summary>The look could not tell: everything stays as it was.</summary>
    Unchanged,

    /// <summary>Nothing of it is there.</summary>
    Quiet,

    /// <summary>Something speaks for it, not enough yet.</summary>
    Suspected,

    /// <summary>It holds.</summary>
    Holds,

    /// <summary>It is open, and this look speaks against it.</summary>
    Fading,

    /// <summary>It is open, and has been gone for long enough.</summary>
    Gone,
}

/// <summary>What a rule says of one look, with its reason.</summary>
internal sealed record Ruling
{
    public static Ruling Unchanged { get; } = new() { Condition = Condition.Unchanged };

    public static Ruling Quiet { get; } = new() { Condition = Condition.Quiet };

    public required Condition Condition { get; init; }

    /// <summary>Why; null for <see cref="Condition.Unchanged"/> and <see cref="Condition.Quiet"/>.</summary>
    public Judgement? Judgement { get; init; }

    /// <summary>When the condition began, in the camera's or sensor's own time (UTC).</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>For a sensor: the moment that decided, in its own time (UTC); later than its last reading where passing time decided.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>What this look shows of it.</summary>
    public IReadOnlyList<Subject> Subjects { get; init; } = [];

    /// <summary>The best score in this look, 0..1.</summary>
    public float Score { get; init; }

    /// <summary>The threshold that was in force, 0..1.</summary>
    public float Threshold { get; init; }

    /// <summary>The rule's own odds, 0..1.</summary>
    public float Confidence { get; init; }

    /// <summary>
    /// The rule of succession: the odds that the next look speaks for it too, when <paramref name="inFavour"/> looks did and <paramref name="against"/> did not
    /// and nothing else is known (Laplace 1814).
    /// </summary>
    public static float Odds(int inFavour, int against) => (inFavour + 1f) / (inFavour + against + 2f);

    public static Subject SubjectOf(Track track) => new(
        track.Latest.Class, track.Score, Unit(track.Box.X1), Unit(track.Box.Y1), Unit(track.Box.X2), Unit(track.Box.Y2));

    private static float Unit(float value) => Math.Clamp(value, 0, 1);
}
