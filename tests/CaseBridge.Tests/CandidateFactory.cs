using System.Security.Cryptography;
using System.Text.Json;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests;

/// <summary>Makes candidates as an agent would, each valid until a test changes it.</summary>
internal sealed class CandidateFactory(string agent = "street-1", DateTimeOffset? start = null)
{
    private int _made;

    public string Agent => agent;

    public DateTimeOffset Start { get; } = start ?? new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The first step of a finding.</summary>
    public CandidateEvent Opened(
        string camera = "crossing", string zone = "kerb", string problem = Problems.BinOverflow, string? component = null, Place? place = null, byte[]? picture = null, float score = 0.8f)
    {
        var seenAt = Start.AddSeconds(_made++);
        return new CandidateEvent
        {
            Id = Guid.CreateVersion7(seenAt),
            Source = $"/agents/{agent}/cameras/{camera}",
            Type = CandidateTypes.Opened,
            Time = seenAt.AddSeconds(1),
            Data = new CandidateData
            {
                Incident = Guid.CreateVersion7(seenAt),
                Sequence = 1,
                Problem = problem,
                SeenAt = seenAt,
                Since = seenAt.AddMinutes(-2),
                Place = place,
                Component = component,
                Score = score,
                Threshold = 0.55f,
                Confidence = 0.9f,
                Judgement = new Judgement { Rule = "state", Zone = zone, LooksFor = 4, LooksAgainst = 1, Dwell = TimeSpan.FromMinutes(2), Asked = "3 of 5 looks ≥ 0.55" },
                Subjects = [Subject(zone, score)],
                Evidence = picture is null ? null : Reference(picture, seenAt),
                Made = new Provenance("0.1.0", ["garbage@0123456789ab"], 0),
            },
        };
    }

    /// <summary>The first step of a sensor's finding, with a series of five readings.</summary>
    public CandidateEvent OpenedBySensor(
        string sensor = "cover-17", string quantity = "tilt", string problem = Problems.CoverMoved, string? component = null, Place? place = null, float confidence = 0.9f)
    {
        var opened = Opened(zone: quantity, problem: problem, component: component, place: place);
        return opened with
        {
            Source = $"/agents/{agent}/sensors/{sensor}",
            Data = opened.Data with
            {
                Confidence = confidence,
                Judgement = opened.Data.Judgement with { Rule = "tilt", Asked = "more than 15° for 30 s", Found = "22.0° for 40 s" },
                Subjects = [],
                Readings = [.. Enumerable.Range(0, 5).Select(step => new ReadingPoint(quantity, step < 3 ? 0.5 : 22, "deg", "good", opened.Data.SeenAt.AddSeconds(10 * (step - 4))))],
            },
        };
    }

    /// <summary>The candidate with what another source said of it.</summary>
    public static CandidateEvent Vouched(CandidateEvent candidate, string source, string answer = CorroborationAnswers.Agrees, double ratio = 8.1, string found = "hole seen, score 0.88") => candidate with
    {
        Data = candidate.Data with { Corroboration = new Corroboration { Source = source, Answer = answer, Found = found, Seen = new Subject("manhole-open", 0.88f, 0.4f, 0.5f, 0.6f, 0.7f), At = candidate.Data.SeenAt, LikelihoodRatio = ratio } },
    };

    /// <summary>A page of sensors, all in one state.</summary>
    public SensorPage Sensors(int page = 0, int pages = 1, string state = SensorStates.Live, params IReadOnlyList<string> sensors) => new()
    {
        Agent = agent,
        Page = page,
        Pages = pages,
        At = Start,
        Sensors = [.. sensors.Select(sensor => new SensorStatus { Sensor = sensor, Name = $"Cover {sensor}", State = state, Since = Start, HeardAt = Start, Latest = [new ReadingPoint("tilt", 0.5, "deg", "good", Start)] })],
    };

    /// <summary>What is seen in a zone: another spot of the picture for each.</summary>
    public static Subject Subject(string zone, float score)
    {
        var left = 0.01f + (0.19f * (zone.Sum(letter => letter) % 5));
        return new Subject("overflow", score, left, 0.42f, left + 0.17f, 0.77f);
    }

    /// <summary>The next step of the same finding.</summary>
    public CandidateEvent Updated(CandidateEvent before, byte[]? picture = null, float? score = null) => Next(before, CandidateTypes.Updated, picture, score);

    /// <summary>The last step of the same finding.</summary>
    public CandidateEvent Cleared(CandidateEvent before) => Next(before, CandidateTypes.Cleared, null, null);

    /// <summary>Bytes that begin as a JPEG does; each number gives another picture.</summary>
    public static byte[] Picture(int number = 0, int bytes = 2000)
    {
        var picture = new byte[bytes];
        new Random(number).NextBytes(picture);
        ((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF, 0xE0]).CopyTo(picture);
        return picture;
    }

    public static EvidenceReference Reference(byte[] picture, DateTimeOffset takenAt, int width = 960, int height = 540) => new()
    {
        Id = Guid.CreateVersion7(takenAt),
        MediaType = "image/jpeg",
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(picture)),
        Bytes = picture.Length,
        Width = width,
        Height = height,
        TakenAt = takenAt,
    };

    public static byte[] Json(CandidateEvent candidate) => JsonSerializer.SerializeToUtf8Bytes(candidate, ContractsJson.Default.CandidateEvent);

    public AgentStatus Status(bool online = true, string state = CameraStates.Live, params IReadOnlyList<string> cameras) => new()
    {
        Agent = agent,
        Online = online,
        Version = "0.1.0",
        At = Start,
        StartedAt = Start.AddHours(-1),
        Models = ["garbage@0123456789ab"],
        Cameras =
        [
            .. cameras.Select(camera => new CameraStatus
            {
                Camera = camera,
                Name = $"Camera {camera}",
                State = state,
                Since = Start,
                LooksDue = 100,
                LooksMade = 98,
                LatestLookAt = Start,
                KeyFrameInterval = TimeSpan.FromSeconds(2),
                Cadence = TimeSpan.FromSeconds(10),
                Width = 960,
                Height = 540,
                Codec = "h264",
                Place = new Place(116.397, 39.908, CoordinateSystems.Wgs84, 30, "camera"),
                Zones = [new ZoneSettings { Id = "kerb", Name = "Kerb", Polygon = [[0.2f, 0.3f], [0.6f, 0.3f], [0.6f, 0.9f], [0.2f, 0.9f]], Rules = [new RuleSettings { Rule = "state", Problem = Problems.BinOverflow, Classes = ["overflow"], Hits = 3, Looks = 5 }] }],
                Thresholds = new Dictionary<string, float> { ["overflow"] = 0.55f, ["garbage"] = 0.5f },
            }),
        ],
    };

    private CandidateEvent Next(CandidateEvent before, string type, byte[]? picture, float? score)
    {
        var seenAt = before.Data.SeenAt.AddSeconds(30);
        return before with
        {
            Id = Guid.CreateVersion7(seenAt),
            Type = type,
            Time = seenAt.AddSeconds(1),
            Data = before.Data with
            {
                Sequence = before.Data.Sequence + 1,
                SeenAt = seenAt,
                Score = score ?? before.Data.Score,
                Evidence = picture is null ? null : Reference(picture, seenAt),
            },
        };
    }
}
