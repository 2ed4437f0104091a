using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Cameras;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Witnesses;

/// <summary>Answers the centre's question whether a problem that was reported handled is still there: by a look made for it, or by a sensor's latest reading. Never throws but when aborted.</summary>
/// <param name="cameras">The agent's cameras.</param>
/// <param name="settings">Zones and thresholds in force.</param>
/// <param name="rates">By camera, how often its models are right about a class.</param>
/// <param name="sensors">Says what a sensor reads; null where the agent has none.</param>
/// <param name="time">For the answers of those that did not look.</param>
internal sealed class RecheckWitness(
    CameraSet cameras, ISettingsSource settings, Func<string, IReadOnlyDictionary<string, ClassRates>> rates, SensorRecheck? sensors, TimeProvider time)
{
    private static readonly Zone WholePicture = new("picture", new Polygon(new Corner(0, 0), new Corner(1, 0), new Corner(1, 1), new Corner(0, 1)));

    public async ValueTask<AgentResponse> AnswerAsync(AgentRequest request, CancellationToken abort)
    {
        var response = new AgentResponse { Id = request.Id, Camera = request.Camera };
        if (request.Recheck is not { } question)
            return response with { Error = "the request asks for a recheck but does not say of what; its field 'recheck' is missing" };
        if (question.Sensor is { } sensor)
            return response with { Recheck = sensors?.Answer(sensor, question) ?? Without(RecheckObstacles.NoReading, $"no sensor '{sensor}' is configured here") };
        var (look, failure) = await cameras.LookNowAsync(request.Camera, abort);
        return look is null
            ? response with { Recheck = Without(RecheckObstacles.NoLook, failure!) }
            : Illustrated(response with { TakenAt = look.TakenAt, Subjects = look.Subjects, Recheck = Judge(request.Camera, question, look) }, look.Jpeg);
    }

    private RecheckAnswer Judge(string camera, RecheckQuestion question, LookPicture look)
    {
        var current = settings.Current(camera);
        // A zone that was drawn anew under another id still lies in the picture, and so do the boxes.
        var zone = current.Zones.FirstOrDefault(known => known.Id == question.Zone) ?? WholePicture;
        var judge = new PictureJudge(camera, current.Thresholds, rates(camera));
        var sight = judge.See(Signs.Of(question.Problem, zone), zone, BoxesOf(question), look);
        return new RecheckAnswer
        {
            Answer = sight.Shows ? RecheckAnswers.Seen : sight.ShowsAllWell ? RecheckAnswers.NotSeen : RecheckAnswers.CannotTell,
            Why = sight.Shows || sight.ShowsAllWell ? null : sight.Obstacle ?? RecheckObstacles.Unsure,
            Found = sight.Found,
            Seen = sight.Seen,
            At = look.TakenAt,
            LikelihoodRatio = sight.Ratio,
        };
    }

    /// <summary>A picture that is too large for the wire stays here; what was seen in it is said all the same.</summary>
    private static AgentResponse Illustrated(AgentResponse response, byte[] jpeg)
    {
        if (jpeg.Length > ContractLimits.EvidenceBytes)
            return response;
        var (width, height) = JpegSize.Of(jpeg);
        return response with { Picture = jpeg, Width = width, Height = height };
    }

    private static IReadOnlyList<Box> BoxesOf(RecheckQuestion question) =>
        [.. question.Boxes.Where(box => box is [var x1, var y1, var x2, var y2] && x1 < x2 && y1 < y2).Select(box => new Box(box[0], box[1], box[2], box[3]))];

    private RecheckAnswer Without(string why, string found) => new()
    {
        Answer = RecheckAnswers.CannotTell,
        Why = why,
        Found = found,
        At = time.GetUtcNow(),
        LikelihoodRatio = 1,
    };
}
