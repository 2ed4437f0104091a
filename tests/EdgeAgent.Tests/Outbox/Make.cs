using System.Security.Cryptography;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Outbox;

/// <summary>Candidates, reports, samples and outboxes of tests.</summary>
internal static class Make
{
    public static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static EvidencedCandidate Candidate(
        string type = CandidateTypes.Opened, Guid? incident = null, int sequence = 1, int? pictureBytes = 2000, string camera = "c1", int subjects = 1)
    {
        var picture = pictureBytes is { } bytes ? Picture(bytes) : null;
        return new(
            new CandidateEvent
            {
                Id = Guid.CreateVersion7(At),
                Source = $"/agents/box-1/cameras/{camera}",
                Type = type,
                Time = At,
                Data = new CandidateData
                {
                    Incident = incident ?? Guid.CreateVersion7(At),
                    Sequence = sequence,
                    Problem = Problems.BinOverflow,
                    SeenAt = At,
                    Since = At,
                    Score = 0.8f,
                    Threshold = 0.5f,
                    Confidence = 0.9f,
                    Judgement = new() { Rule = "state", Zone = "z1", LooksFor = 3, LooksAgainst = 1, Dwell = TimeSpan.FromSeconds(30), Asked = "3 of 5 looks" },
                    Subjects = [.. Enumerable.Range(0, subjects).Select(i => new Subject("overflow", 1f - i / 1000f, 0.1f, 0.1f, 0.4f, 0.5f))],
                    Evidence = picture is null ? null : Reference(picture),
                    Made = new("0.1.0", ["garbage@0123456789ab"], 0),
                },
            },
            picture,
            0);
    }

    public static ScoreSample Sample(int pictureBytes = 500) => new()
    {
        Id = Guid.CreateVersion7(At),
        Agent = "box-1",
        Camera = "c1",
        TakenAt = At,
        Score = 0.3f,
        Threshold = 0.5f,
        SamplingProbability = 0.5,
        Model = "garbage@0123456789ab",
        Picture = Picture(pictureBytes),
    };

    public static ZeroReport Report() => new() { Id = Guid.CreateVersion7(At), Agent = "box-1", From = At, To = At.AddHours(1), Cameras = 1, CamerasSeen = 1, LooksDue = 360, LooksMade = 359 };

    public static Task<EdgeAgent.Outbox.Outbox> OutboxAsync(
        TempFolder folder, int maxRows = 100_000, int budgetMegabytes = 512, AgentMetrics? metrics = null, ILogger<EdgeAgent.Outbox.Outbox>? logger = null) =>
        EdgeAgent.Outbox.Outbox.OpenAsync(
            folder.File("outbox.db"),
            new OutboxOptions { MaxRows = maxRows },
            new EvidenceOptions { BudgetMegabytes = budgetMegabytes },
            TimeProvider.System,
            metrics ?? TestMetrics.Create(),
            logger ?? NullLogger<EdgeAgent.Outbox.Outbox>.Instance);

    public static ValueTask SettleAsync(this EdgeAgent.Outbox.Outbox outbox, params Guid[] committed) =>
        outbox.SettleAsync(new Acknowledgement { Committed = committed }, CancellationToken.None);

    private static byte[] Picture(int bytes)
    {
        var picture = new byte[bytes];
        Random.Shared.NextBytes(picture);
        return picture;
    }

    private static EvidenceReference Reference(byte[] picture) => new()
    {
        Id = Guid.CreateVersion7(At),
        MediaType = "image/jpeg",
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(picture)),
        Bytes = picture.Length,
        Width = 640,
        Height = 360,
        TakenAt = At,
    };
}
