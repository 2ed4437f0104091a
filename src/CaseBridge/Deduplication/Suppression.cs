using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>Names of the kinds of suppressions.</summary>
internal static class SuppressionKinds
{
    public const string Permitted = "permitted";
    public const string Works = "works";
    public const string Season = "season";

    /// <summary>Taught by a rejected case.</summary>
    public const string NotAProblem = "not-a-problem";

    /// <summary>Those that a person enters.</summary>
    public static IReadOnlyList<string> Entered { get; } = [Permitted, Works, Season];
}

/// <summary>Something that need not be told: in a circle on the ground, or of one camera at one spot of its picture.</summary>
internal sealed record Suppression
{
    /// <summary>A picture that shows something else at the spot, or the same much more clearly, is told all the same.</summary>
    private const double SameThing = 0.5;

    /// <summary>What a city's profile may set otherwise.</summary>
    public const double UsualClearChange = 0.2;

    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Reason { get; init; }

    public required string Author { get; init; }

    /// <summary>First time that it holds.</summary>
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    /// <summary>It holds again every so many days until it expires; null: once.</summary>
    public int? RepeatDays { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Null: any.</summary>
    public string? Problem { get; init; }

    /// <summary>Middle of the circle, its radius as error radius.</summary>
    public Wgs84? Area { get; init; }

    public string? Source { get; init; }

    public string? Zone { get; init; }

    public IReadOnlyList<PictureBox> Boxes { get; init; } = [];

    /// <summary>The highest score of what was rejected.</summary>
    public double? Score { get; init; }

    /// <summary>Why the candidate is kept quiet, in words; null where it is not.</summary>
    /// <param name="candidate">A new finding.</param>
    /// <param name="clearChange">By so much its score must be higher than the rejected one to be told all the same.</param>
    public string? Covers(LocatedCandidate candidate, double clearChange)
    {
        if (!HoldsAt(candidate.Data.SeenAt) || (Problem is not null && !ProblemCatalogue.AreKin(Problem, candidate.Data.Problem)))
            return null;
        if (Area is { } area)
        {
            var metres = candidate.Place?.DistanceTo(area);
            return metres <= area.ErrorRadius ? $"{Kind} until {ExpiresAt:u} by {Author}: {Reason}; {metres:0} m from its middle, {area.ErrorRadius:0} m allowed" : null;
        }

        return Source == candidate.Candidate.Source && IsUnchanged(candidate, clearChange) ? $"rejected by {Author}: {Reason}; the same spot of {candidate.Source.Device}, until {ExpiresAt:u}" : null;
    }

    /// <summary>Whether it holds at a moment.</summary>
    public bool HoldsAt(DateTimeOffset moment)
    {
        if (moment < From || moment >= ExpiresAt)
            return false;
        var since = moment - From;
        return (RepeatDays is { } days ? TimeSpan.FromTicks(since.Ticks % TimeSpan.FromDays(days).Ticks) : since) < Until - From;
    }

    private bool IsUnchanged(LocatedCandidate candidate, double clearChange) =>
        (PictureBox.BestOverlap(candidate.Boxes, Boxes) is { } overlap ? overlap >= SameThing : Zone == candidate.Zone)
        && candidate.Data.Score < (Score ?? 1) + clearChange;
}
