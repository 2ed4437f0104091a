namespace EdgeWatch.Contracts;

/// <summary>What a camera or sensor is asked about a problem that was reported handled.</summary>
public sealed record RecheckQuestion
{
    /// <summary>The problem by the name under which this camera or sensor reported it.</summary>
    public required string Problem { get; init; }

    /// <summary>Zone of the camera, quantity of the sensor; absent: the whole picture.</summary>
    public string? Zone { get; init; }

    /// <summary>Component id (部件) of the case.</summary>
    public string? Component { get; init; }

    /// <summary>Ask this sensor for its latest reading instead of the camera for a look.</summary>
    public string? Sensor { get; init; }

    /// <summary>When it was reported handled (UTC): what a sensor read before says nothing.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Where in the picture the camera saw the problem: <c>[x1, y1, x2, y2]</c>, each 0..1 of its width or height. Empty: anywhere in the zone.</summary>
    public IReadOnlyList<IReadOnlyList<float>> Boxes { get; init => field = value ?? []; } = [];
}

/// <summary>What one look, or one reading, says of a problem that was reported handled.</summary>
public sealed record RecheckAnswer
{
    /// <summary>One of <see cref="RecheckAnswers"/>.</summary>
    public required string Answer { get; init; }

    /// <summary>Why it could not tell: one of <see cref="RecheckObstacles"/>; absent where it could.</summary>
    public string? Why { get; init; }

    /// <summary>What it saw or read, as one short sentence in English.</summary>
    public required string Found { get; init; }

    /// <summary>What it saw, where it saw something.</summary>
    public Subject? Seen { get; init; }

    /// <summary>What it read, where it is a sensor.</summary>
    public ReadingPoint? Read { get; init; }

    /// <summary>When it looked, or read that, in its own time (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How much likelier this answer is if the problem is still there than if it is not, > 0; 1 where it could not tell. docs/corroboration.md says where it comes from.</summary>
    public required double LikelihoodRatio { get; init; }
}

/// <summary>Answers to a recheck.</summary>
public static class RecheckAnswers
{
    /// <summary>The problem is still there.</summary>
    public const string Seen = "seen";

    /// <summary>The place is seen, and the problem is not.</summary>
    public const string NotSeen = "not-seen";

    /// <summary>It could not tell.</summary>
    public const string CannotTell = "cannot-tell";
}

/// <summary>Why a look could not tell.</summary>
public static class RecheckObstacles
{
    /// <summary>Too dark.</summary>
    public const string Dark = "dark";

    /// <summary>Washed out by light.</summary>
    public const string WashedOut = "washed-out";

    /// <summary>Blurred: out of focus, a covered or dirty lens, thick fog.</summary>
    public const string Blurred = "blurred";

    /// <summary>The picture is frozen.</summary>
    public const string Frozen = "frozen";

    /// <summary>The camera looks elsewhere than where its zones were drawn, or does not hold still.</summary>
    public const string Moved = "moved";

    /// <summary>Somebody or something stands before it.</summary>
    public const string Blocked = "blocked";

    /// <summary>The same is seen in the zone, but not where it was.</summary>
    public const string Elsewhere = "elsewhere";

    /// <summary>Too little was seen either way, or no class of the models speaks of the problem.</summary>
    public const string Unsure = "unsure";

    /// <summary>The camera made no look, or is not there.</summary>
    public const string NoLook = "no-look";

    /// <summary>The sensor has read nothing since, or cannot measure.</summary>
    public const string NoReading = "no-reading";
}
