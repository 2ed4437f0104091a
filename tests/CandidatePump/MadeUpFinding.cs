using System.Buffers.Binary;
using System.Security.Cryptography;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Outbox;

namespace EdgeWatch.CandidatePump;

/// <summary>The candidates of one finding, as an agent would write them.</summary>
internal static class MadeUpFinding
{
    private const int Width = 320;
    private const int Height = 180;
    private static readonly byte[] BinPicture = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "bin.jpg"));

    public static IEnumerable<EvidencedCandidate> Steps(string camera, Random random, TimeProvider time)
    {
        var (incident, since) = (Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow());
        string[] types =
        [
            CandidateTypes.Opened,
            .. Enumerable.Repeat(CandidateTypes.Updated, random.Next(3)),
            .. random.Next(4) > 0 ? [CandidateTypes.Cleared] : Array.Empty<string>(),
        ];
        for (var step = 0; step < types.Length; step++)
        {
            var picture = types[step] != CandidateTypes.Cleared && random.Next(3) == 0 ? Picture() : null;
            yield return new EvidencedCandidate(Step(camera, incident, since, types[step], step + 1, picture, time.GetUtcNow()), picture, time.GetTimestamp());
        }
    }

    private static CandidateEvent Step(string camera, Guid incident, DateTimeOffset since, string type, int sequence, byte[]? picture, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Source = $"/agents/pump/cameras/{camera}",
        Type = type,
        Time = now,
        Data = new CandidateData
        {
            Incident = incident,
            Sequence = sequence,
            Problem = Problems.BinOverflow,
            SeenAt = now,
            Since = since,
            Score = 0.8f,
            Threshold = 0.5f,
            Confidence = 0.9f,
            // A zone of its own: the bridge is to make one case of each finding, so that a case too many shows.
            Judgement = new Judgement { Rule = "state", Zone = $"bin-{incident:N}", LooksFor = 3, LooksAgainst = 1, Dwell = now - since, Asked = "3 of 5 looks ≥ 0.50" },
            // And no box: boxes of one camera that overlap are one thing, in whatever zones.
            Subjects = [],
            Evidence = picture is null ? null : new EvidenceReference
            {
                Id = Guid.CreateVersion7(now),
                MediaType = "image/jpeg",
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(picture)),
                Bytes = picture.Length,
                Width = Width,
                Height = Height,
                TakenAt = now,
            },
            Made = new Provenance("0.1.0", ["street-waste@0123456789ab"], 0),
        },
    };

    /// <summary>The picture with a comment segment (JPEG, ITU-T T.81, B.2.4.5) after its start, so that no two are the same file.</summary>
    private static byte[] Picture()
    {
        const int start = 2, mark = 4, text = 16;
        var picture = new byte[BinPicture.Length + mark + text];
        BinPicture.AsSpan(0, start).CopyTo(picture);
        (picture[start], picture[start + 1]) = (0xFF, 0xFE);
        BinaryPrimitives.WriteUInt16BigEndian(picture.AsSpan(start + 2), text + 2);
        RandomNumberGenerator.Fill(picture.AsSpan(start + mark, text));
        BinPicture.AsSpan(start).CopyTo(picture.AsSpan(start + mark + text));
        return picture;
    }
}
