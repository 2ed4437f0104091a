using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Outbox;

namespace EdgeWatch.EdgeAgent.Tests.Findings;

/// <summary>Candidates of one camera's lane.</summary>
internal static class Candidates
{
    public static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static readonly FindingKey Lane = new("lane", "occupancy", Problems.RoadOccupied);

    public static EvidencedCandidate Opened(Guid? incident = null) => Step(CandidateTypes.Opened, incident ?? Guid.CreateVersion7(At), 1);

    public static EvidencedCandidate Cleared(EvidencedCandidate opened) => Step(CandidateTypes.Cleared, opened.Candidate.Data.Incident, 2);

    private static EvidencedCandidate Step(string type, Guid incident, int sequence)
    {
        byte[] picture = [0xFF, 0xD8, 1, 2, 3];
        var candidate = new CandidateEvent
        {
            Id = Guid.CreateVersion7(At),
            Source = "/agents/a/cameras/gate-3",
            Type = type,
            Time = At,
            Data = new CandidateData
            {
                Incident = incident,
                Sequence = sequence,
                Problem = Lane.Problem,
                SeenAt = At,
                Since = At - TimeSpan.FromMinutes(2),
                Score = 0.8f,
                Threshold = 0.5f,
                Confidence = 0.9f,
                Judgement = new Judgement { Rule = Lane.Rule, Zone = Lane.Zone, LooksFor = 12, LooksAgainst = 1, Dwell = TimeSpan.FromMinutes(2), Asked = "a car for two minutes" },
                Subjects = [new Subject("car", 0.8f, 0.4f, 0.4f, 0.5f, 0.5f)],
                Evidence = new EvidenceReference
                {
                    Id = Guid.CreateVersion7(At), MediaType = "image/jpeg", Sha256 = new string('0', 64), Bytes = picture.Length, Width = 320, Height = 180, TakenAt = At,
                },
                Made = new Provenance("1.0.0", ["test@0"], 0),
            },
        };
        return new EvidencedCandidate(candidate, picture, 0);
    }
}
