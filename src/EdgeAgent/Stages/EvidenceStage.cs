using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Settings;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>
/// The picture that proves it: while a rule suspects, the clearest look is kept as JPEG; when the finding is announced, that picture goes with it, if it shows
/// what the finding is about: a rule may have suspected another thing first. What leaves this stage holds no frame.
/// </summary>
/// <param name="source">Where the candidates come from.</param>
/// <param name="pictures">Makes pictures.</param>
/// <param name="time">Stamps ids and times.</param>
/// <param name="vouch">What the sensors tied to a zone say of a finding there; null where there are none.</param>
internal sealed class EvidenceStage(CandidateSource source, PictureMaker pictures, TimeProvider time, Vouch? vouch = null) : IStage<Finding, EvidencedCandidate>
{
    /// <summary>A look must be clearer by this much to be worth encoding again.</summary>
    private const float Clearer = 0.02f;

    /// <summary>Least overlap with the thing as it is announced for an earlier picture to show it.</summary>
    private const float SamePlace = 0.3f;

    private readonly Dictionary<Guid, EvidencePicture> _kept = [];

    public string Name => "evidence";

    public ValueTask<EvidencedCandidate?> RunAsync(Finding item, CancellationToken abort)
    {
        var incident = item.State.Incident;
        switch (item.Step)
        {
            case FindingStep.Suspected:
                if (!_kept.TryGetValue(incident, out var kept) || item.Ruling.Score > kept.Score + Clearer)
                    Keep(incident, pictures.Of(item));
                return ValueTask.FromResult<EvidencedCandidate?>(null);
            case FindingStep.Dismissed:
                _kept.Remove(incident);
                return ValueTask.FromResult<EvidencedCandidate?>(null);
            default:
                _kept.Remove(incident, out var best);
                var picture = best is not null && best.Score > item.Ruling.Score && ShowsIt(best, item.Ruling) ? best : pictures.Of(item) ?? best;
                return ValueTask.FromResult<EvidencedCandidate?>(Announce(item, picture));
        }
    }

    private static bool ShowsIt(EvidencePicture picture, Ruling ruling) =>
        ruling.Subjects.Count == 0 || ruling.Subjects.Any(subject => picture.Subjects.Any(kept => BoxOf(kept).IoU(BoxOf(subject)) >= SamePlace));

    private static Box BoxOf(Subject subject) => new(subject.X1, subject.Y1, subject.X2, subject.Y2);

    private void Keep(Guid incident, EvidencePicture? picture)
    {
        if (picture is not null)
            _kept[incident] = picture;
    }

    private EvidencedCandidate Announce(Finding finding, EvidencePicture? picture)
    {
        var (state, ruling, settings) = (finding.State, finding.Ruling, finding.Scene.Settings);
        var cleared = finding.Step == FindingStep.Cleared;
        var subjects = picture?.Subjects ?? ruling.Subjects;
        var now = time.GetUtcNow();
        var candidate = new CandidateEvent
        {
            Id = Guid.CreateVersion7(now),
            Source = source.Path,
            Type = finding.Step switch
            {
                FindingStep.Opened => CandidateTypes.Opened,
                FindingStep.Updated => CandidateTypes.Updated,
                _ => CandidateTypes.Cleared,
            },
            Time = now,
            Data = new CandidateData
            {
                Incident = state.Incident,
                Sequence = state.Sequence,
                Problem = state.Key.Problem,
                SeenAt = finding.Scene.Moment.At,
                Since = state.Since,
                Place = PlaceOf(finding, settings, subjects),
                Component = finding.Zone?.Component,
                Score = cleared ? state.Score : Math.Max(state.Score, picture?.Score ?? 0),
                Threshold = state.Threshold,
                Confidence = ruling.Confidence,
                Judgement = ruling.Judgement!,
                Corroboration = cleared || finding.Zone is null ? null : vouch?.Invoke(finding.Zone.Id, state.Key.Problem, state.Since),
                Subjects = subjects.Count > ContractLimits.Subjects ? [.. subjects.OrderByDescending(one => one.Score).Take(ContractLimits.Subjects)] : subjects,
                Evidence = picture is null ? null : PictureReference.To(picture.Jpeg, picture.TakenAt, now),
                Made = new Provenance(source.Version, source.Models, settings.Revision),
            },
        };
        return new EvidencedCandidate(candidate, picture?.Jpeg, finding.Scene.Look.LookedAt);
    }

    /// <summary>The best that is known: the zone's own place may have been surveyed to a metre, where a box far away is known to ten.</summary>
    private static Place? PlaceOf(Finding finding, CameraRuntimeSettings settings, IReadOnlyList<Subject> subjects)
    {
        var configured = finding.Zone?.Place ?? settings.Place;
        var seen = settings.Ground?.PlaceOf(subjects);
        return configured is null || seen?.ErrorRadius < configured.ErrorRadius ? seen : configured;
    }
}

/// <summary>What the sensors tied to a zone of the camera say of a problem there, since it began; null where none measures anything of it.</summary>
internal delegate Corroboration? Vouch(string zone, string problem, DateTimeOffset since);

/// <summary>What all candidates of one camera say of their origin.</summary>
/// <param name="Path">CloudEvents source: <c>/agents/{agent}/cameras/{camera}</c>.</param>
/// <param name="Version">Version of the agent.</param>
/// <param name="Models">Models that look through the camera, as <c>name@hash12</c>.</param>
internal sealed record CandidateSource(string Path, string Version, IReadOnlyList<string> Models);
