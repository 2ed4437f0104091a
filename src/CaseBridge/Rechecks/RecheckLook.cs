using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>A question to one camera or sensor, and its answer.</summary>
/// <param name="Id">Of the request, and of the picture.</param>
/// <param name="Source">Who was asked.</param>
/// <param name="AskedAt">The bridge's time.</param>
internal sealed record RecheckLook(Guid Id, CandidateSource Source, DateTimeOffset AskedAt)
{
    /// <summary>One of <see cref="RecheckAnswers"/>; null while none has come.</summary>
    public string? Answer { get; init; }

    /// <summary>Why it could not tell; <see cref="RecheckSilences.Reported"/> where it was not asked but reported.</summary>
    public string? Why { get; init; }

    public string Found { get; init; } = "";

    public Subject? Seen { get; init; }

    /// <summary>When it looked or read, in its own time.</summary>
    public DateTimeOffset? At { get; init; }

    public double LikelihoodRatio { get; init; } = 1;

    /// <summary>Id of the picture.</summary>
    public Guid? Evidence { get; init; }

    public bool Tells => Answer is RecheckAnswers.Seen or RecheckAnswers.NotSeen;

    public bool IsReport => Why == RecheckSilences.Reported;
}

/// <summary>Whom to ask, and of what.</summary>
/// <param name="Source">A camera or a sensor.</param>
/// <param name="Problem">By the name under which it reported it.</param>
/// <param name="Zone">Zone of the camera, quantity of the sensor.</param>
/// <param name="Component">Of the case.</param>
/// <param name="Boxes">Where in the picture it was seen.</param>
/// <param name="IsOnline">Whether its agent is.</param>
internal sealed record RecheckTarget(CandidateSource Source, string Problem, string? Zone, string? Component, IReadOnlyList<PictureBox> Boxes, bool IsOnline);
