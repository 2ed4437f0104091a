using System.Globalization;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Witnesses;

/// <summary>What one look of a camera says of a problem that somebody else reported. Pure.</summary>
/// <param name="source">Who looked: the CloudEvents source of the camera.</param>
/// <param name="thresholds">In force for the camera.</param>
/// <param name="rates">By class, of the camera's models.</param>
internal sealed class PictureJudge(string source, ScoreThresholds thresholds, IReadOnlyDictionary<string, ClassRates> rates)
{
    /// <summary>Where answers begin to mean something: below it, and above its inverse, a look could not tell.</summary>
    private const double Telling = 2;

    public Corroboration Judge(string problem, Zone zone, LookPicture look)
    {
        if (look.Visibility != Visibility.Clear)
            return CannotTell(look, $"nothing can be told from the look: {InWords(look.Visibility)}");
        if (Signs.Of(problem) is not { } signs)
            return CannotTell(look, "looked; for a person to judge");
        var inZone = look.Subjects.Where(subject => IsIn(zone, subject) && subject.Score >= thresholds.For(subject.Class, look.TakenAt)).ToList();
        var sign = Best(inZone, signs.For);
        var contrary = Best(inZone, signs.Against);
        if (sign is null && contrary is null && Hider(zone, look) is { } hider)
            return CannotTell(look, $"hidden by {hider.Class}") with { Seen = hider };

        var ratio = LikelihoodRatio.Bounded(
            LikelihoodRatio.OfSign(sign is not null, RatesOf(sign?.Class ?? signs.For[0]))
            * (signs.Against.Count == 0 ? 1 : LikelihoodRatio.OfContrary(contrary is not null, RatesOf(contrary?.Class ?? signs.Against[0]))));
        return new Corroboration
        {
            Source = source,
            Answer = ratio >= Telling ? CorroborationAnswers.Agrees : ratio <= 1 / Telling ? CorroborationAnswers.Contradicts : CorroborationAnswers.CannotTell,
            Found = InWords(signs, sign, contrary),
            Seen = ratio >= 1 ? sign ?? contrary : contrary ?? sign,
            At = look.TakenAt,
            LikelihoodRatio = ratio,
        };
    }

    private Corroboration CannotTell(LookPicture look, string found) => new()
    {
        Source = source,
        Answer = CorroborationAnswers.CannotTell,
        Found = found,
        At = look.TakenAt,
        LikelihoodRatio = 1,
    };

    private ClassRates RatesOf(string name) => rates.TryGetValue(name, out var measured) ? measured : ClassRates.Unmeasured;

    private static Subject? Best(IEnumerable<Subject> subjects, IReadOnlyList<string> classes) =>
        subjects.Where(subject => classes.Contains(subject.Class, StringComparer.Ordinal)).MaxBy(subject => subject.Score);

    private static bool IsIn(Zone zone, Subject subject) => LocateStage.LiesIn(zone.Polygon, BoxOf(subject));

    /// <summary>Someone or something that moves and covers most of the zone.</summary>
    private Subject? Hider(Zone zone, LookPicture look) => look.Subjects.FirstOrDefault(subject =>
        Occlusion.IsMobile(subject.Class)
        && subject.Score >= thresholds.For(subject.Class, look.TakenAt)
        && zone.Polygon.Overlap(BoxOf(subject)) >= zone.Polygon.Area / 2);

    private static Box BoxOf(Subject subject) => new(subject.X1, subject.Y1, subject.X2, subject.Y2);

    private static string InWords(Signs signs, Subject? sign, Subject? contrary) => (sign, contrary) switch
    {
        ({ } one, null) => Scored(one),
        (null, { } other) => $"{Scored(other)}; no {signs.For[0]}",
        ({ } one, { } other) => $"{Scored(one)}; {Scored(other)}",
        _ => $"none of {string.Join(", ", signs.For.Concat(signs.Against))}",
    };

    private static string Scored(Subject subject) => string.Create(CultureInfo.InvariantCulture, $"{subject.Class}, score {subject.Score:0.00}");

    private static string InWords(Visibility visibility) => visibility switch
    {
        Visibility.TooDark => "too dark",
        Visibility.WashedOut => "washed out by light",
        Visibility.Blurred => "blurred",
        Visibility.Frozen => "the picture is frozen",
        Visibility.Moved => "the camera looks elsewhere than where the zone was drawn",
        _ => "the camera does not hold still",
    };
}
