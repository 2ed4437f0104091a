using System.Globalization;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Witnesses;

/// <summary>What one look of a camera says of a problem that somebody else reported, or that was reported handled. Pure.</summary>
/// <param name="source">Who looked: the CloudEvents source of the camera.</param>
/// <param name="thresholds">In force for the camera.</param>
/// <param name="rates">By class, of the camera's models.</param>
internal sealed class PictureJudge(string source, ScoreThresholds thresholds, IReadOnlyDictionary<string, ClassRates> rates)
{
    /// <summary>A thing lies at a spot where they share so much of the smaller of the two: an emptied bin is another box than the heap that stood on it.</summary>
    private const float AtSpot = 0.3f;

    /// <summary>From this share of a zone or spot on, what stands before it hides it.</summary>
    private const float Hidden = 0.5f;

    public Corroboration Judge(string problem, Zone zone, LookPicture look)
    {
        var sight = See(Signs.Of(problem), zone, [], look);
        return new Corroboration
        {
            Source = source,
            Answer = sight.Shows ? CorroborationAnswers.Agrees : sight.ShowsAllWell ? CorroborationAnswers.Contradicts : CorroborationAnswers.CannotTell,
            Found = sight.Found,
            Seen = sight.Seen,
            At = look.TakenAt,
            LikelihoodRatio = sight.Ratio,
        };
    }

    /// <param name="signs">What shows the problem, and what shows that all is well; null where no class of ours speaks of it.</param>
    /// <param name="zone">Where to look.</param>
    /// <param name="spots">Where in it the problem was; empty: anywhere.</param>
    /// <param name="look">The look.</param>
    public Sight See(Signs? signs, Zone zone, IReadOnlyList<Box> spots, LookPicture look)
    {
        if (look.Visibility != Visibility.Clear)
            return Sight.Of(look.Visibility);
        if (signs is null)
            return Sight.Hindered(RecheckObstacles.Unsure, "looked; for a person to judge");
        var inZone = look.Subjects.Where(subject => LocateStage.LiesIn(zone.Polygon, BoxOf(subject)) && subject.Score >= thresholds.For(subject.Class, look.TakenAt)).ToList();
        var there = spots.Count == 0 ? inZone : inZone.FindAll(subject => spots.Any(spot => LiesAt(spot, BoxOf(subject))));
        var sign = Best(there, signs.For);
        var contrary = Best(there, signs.Against);
        if (sign is null && contrary is null)
        {
            if (Hider(zone, spots, look) is { } hider)
                return Sight.Hindered(RecheckObstacles.Blocked, $"hidden by {hider.Class}", hider);
            if (Best(inZone, signs.For) is { } elsewhere)
                return Sight.Hindered(RecheckObstacles.Elsewhere, $"{Scored(elsewhere)}, in the zone but not where it was", elsewhere);
        }

        if (sign is null && signs.Unexplained)
            return Sight.Hindered(RecheckObstacles.Unsure, "nothing that a model knows; for a person to judge", contrary);
        var ratio = LikelihoodRatio.Bounded(
            LikelihoodRatio.OfSign(sign is not null, RatesOf(sign?.Class ?? signs.For[0]))
            * (signs.Against.Count == 0 ? 1 : LikelihoodRatio.OfContrary(contrary is not null, RatesOf(contrary?.Class ?? signs.Against[0]))));
        return new Sight(ratio, InWords(signs, sign, contrary), ratio >= 1 ? sign ?? contrary : contrary ?? sign);
    }

    private ClassRates RatesOf(string name) => rates.TryGetValue(name, out var measured) ? measured : ClassRates.Unmeasured;

    private static Subject? Best(IEnumerable<Subject> subjects, IReadOnlyList<string> classes) =>
        subjects.Where(subject => classes.Contains(subject.Class, StringComparer.Ordinal)).MaxBy(subject => subject.Score);

    private static bool LiesAt(in Box spot, in Box box) => Shared(spot, box) >= AtSpot * Math.Min(spot.Area, box.Area);

    /// <summary>Someone or something that moves and covers most of the zone, or of a spot.</summary>
    private Subject? Hider(Zone zone, IReadOnlyList<Box> spots, LookPicture look) => look.Subjects.FirstOrDefault(subject =>
        Occlusion.IsMobile(subject.Class)
        && subject.Score >= thresholds.For(subject.Class, look.TakenAt)
        && (spots.Count == 0
            ? zone.Polygon.Overlap(BoxOf(subject)) >= Hidden * zone.Polygon.Area
            : spots.Any(spot => Shared(spot, BoxOf(subject)) >= Hidden * spot.Area)));

    private static float Shared(in Box one, in Box other)
    {
        var width = Math.Min(one.X2, other.X2) - Math.Max(one.X1, other.X1);
        var height = Math.Min(one.Y2, other.Y2) - Math.Max(one.Y1, other.Y1);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }

    private static Box BoxOf(Subject subject) => new(subject.X1, subject.Y1, subject.X2, subject.Y2);

    private static string InWords(Signs signs, Subject? sign, Subject? contrary) => (sign, contrary) switch
    {
        ({ } one, null) => Scored(one),
        (null, { } other) => $"{Scored(other)}; no {signs.For[0]}",
        ({ } one, { } other) => $"{Scored(one)}; {Scored(other)}",
        _ => $"none of {string.Join(", ", signs.For.Concat(signs.Against))}",
    };

    private static string Scored(Subject subject) => string.Create(CultureInfo.InvariantCulture, $"{subject.Class}, score {subject.Score:0.00}");
}
