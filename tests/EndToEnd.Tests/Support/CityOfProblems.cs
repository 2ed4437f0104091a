using System.Text.Json;
using EdgeWatch.Contracts;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>
/// Problems that two cameras of two agents see at the same time, each a street away from the next: every one is one case, whichever report of whichever camera comes first.
/// The same seed gives the same order.
/// </summary>
internal static class CityOfProblems
{
    public const int CandidatesOfProblem = 10;

    /// <summary>500 m of latitude and more of longitude than any radius reaches.</summary>
    private const double Apart = 0.005;
    private const int Columns = 100;

    /// <summary>All candidates in the order in which they are sent: those of a problem within some hundred others.</summary>
    public static IReadOnlyList<(string Topic, Guid Id, byte[] Payload)> Candidates(int problems, int seed, DateTimeOffset start)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, problems).SelectMany(problem => OfProblem(problem, start).Select(candidate => (candidate, Place: (problem * CandidatesOfProblem) + random.Next(300))))
                .OrderBy(sent => sent.Place)
                .Select(sent => (Topics.Events(sent.candidate.Source.Split('/')[2]), sent.candidate.Id, JsonSerializer.SerializeToUtf8Bytes(sent.candidate, ContractsJson.Default.CandidateEvent))),
        ];
    }

    /// <summary>Five steps of each camera: opened, updated three times, cleared.</summary>
    private static IEnumerable<CandidateEvent> OfProblem(int problem, DateTimeOffset start)
    {
        foreach (var agent in (string[])["north", "south"])
        {
            var (incident, began) = (Guid.CreateVersion7(start), start.AddSeconds(problem % 60));
            for (var step = 1; step <= CandidatesOfProblem / 2; step++)
                yield return Step(agent, problem, incident, step, began);
        }
    }

    private static CandidateEvent Step(string agent, int problem, Guid incident, int step, DateTimeOffset began)
    {
        var seenAt = began.AddSeconds(step);
        return new CandidateEvent
        {
            Id = Guid.CreateVersion7(seenAt),
            Source = $"/agents/{agent}/cameras/camera-{problem}",
            Type = step switch { 1 => CandidateTypes.Opened, CandidatesOfProblem / 2 => CandidateTypes.Cleared, _ => CandidateTypes.Updated },
            Time = seenAt,
            Data = new CandidateData
            {
                Incident = incident,
                Sequence = step,
                Problem = Problems.BinOverflow,
                SeenAt = seenAt,
                Since = began,
                Place = new Place(100 + (Apart * (problem % Columns)), 30 + (Apart * (problem / Columns)) + (agent == "north" ? 0.00001 : 0), CoordinateSystems.Wgs84, 3, "calibration"),
                Score = 0.6f + (0.05f * step),
                Threshold = 0.5f,
                Confidence = 0.8f,
                Judgement = new Judgement { Rule = "state", Zone = "bin", LooksFor = 3, LooksAgainst = 1, Dwell = TimeSpan.FromMinutes(2), Asked = "3 of 5 looks ≥ 0.50" },
                Subjects = [new Subject("overflow", 0.8f, 0.2f, 0.3f, 0.5f, 0.8f)],
                Made = new Provenance("0.4.0", ["street@0123456789ab"], 0),
            },
        };
    }
}
