using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Cameras;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Witnesses;

/// <summary>What a second source answered, with the picture that it answered from.</summary>
/// <param name="Said">The answer.</param>
/// <param name="Picture">The look; null where there was none.</param>
internal sealed record Testimony(Corroboration Said, LookPicture? Picture);

/// <summary>Makes a camera look now at a place of which a sensor reported a problem, and says what it saw. Never throws but when aborted.</summary>
/// <param name="agent">Agent id.</param>
/// <param name="cameras">The agent's cameras.</param>
/// <param name="settings">Zones and thresholds in force.</param>
/// <param name="rates">By camera, how often its models are right about a class.</param>
/// <param name="time">For the answers of cameras that did not look.</param>
internal sealed class CameraWitness(
    string agent, CameraSet cameras, ISettingsSource settings, Func<string, IReadOnlyDictionary<string, ClassRates>> rates, TimeProvider time)
{
    /// <param name="camera">Id of a camera of this agent.</param>
    /// <param name="zone">Id of the zone that shows the place; null: the whole picture.</param>
    /// <param name="problem">What was reported.</param>
    /// <param name="abort">Ends the waiting.</param>
    public async Task<Testimony> AskAsync(string camera, string? zone, string problem, CancellationToken abort)
    {
        var source = $"/agents/{agent}/cameras/{camera}";
        var (look, failure) = await cameras.LookNowAsync(camera, abort);
        if (look is null)
            return new Testimony(Silent(source, failure!), null);
        var current = settings.Current(camera);
        var place = zone is null ? WholePicture : current.Zones.FirstOrDefault(known => known.Id == zone);
        if (place is null)
            return new Testimony(Silent(source, $"the camera has no zone '{zone}' any more"), look);
        return new Testimony(new PictureJudge(source, current.Thresholds, rates(camera)).Judge(problem, place, look), look);
    }

    private static Zone WholePicture { get; } = new("picture", new Polygon(new Corner(0, 0), new Corner(1, 0), new Corner(1, 1), new Corner(0, 1)));

    private Corroboration Silent(string source, string reason) => new()
    {
        Source = source,
        Answer = CorroborationAnswers.CannotTell,
        Found = reason,
        At = time.GetUtcNow(),
        LikelihoodRatio = 1,
    };
}
