using System.Text.Json.Serialization.Metadata;

namespace EdgeWatch.Contracts.Tests;

/// <summary>One full example of each message of the wire; the golden files hold their JSON.</summary>
internal static class WireExamples
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 5, 250, TimeSpan.Zero);
    private static readonly Guid Incident = Guid.Parse("0195587a-0000-7000-8000-000000000001");
    private static readonly Guid Candidate = Guid.Parse("0195587a-0000-7000-8000-000000000002");
    private static readonly Guid Picture = Guid.Parse("0195587a-0000-7000-8000-000000000003");
    private static readonly Subject Box = new("overflow", 0.81f, 0.25f, 0.5f, 0.375f, 0.75f);

    private static readonly Place Cover = new(121.473701, 31.230416, CoordinateSystems.Wgs84, 2, "register");

    private static readonly ZoneSettings Zone = new()
    {
        Id = "bin-1",
        Name = "Bin at the gate",
        Polygon = [[0.25f, 0.5f], [0.75f, 0.5f], [0.5f, 1]],
        Component = "3101120301000042",
        Rules = [new() { Rule = "state", Problem = Problems.BinOverflow, Classes = ["overflow"], Hits = 3, Looks = 5, ClearAfter = TimeSpan.FromMinutes(1) }],
    };

    /// <summary>By name of the golden file.</summary>
    public static IReadOnlyDictionary<string, WireExample> All { get; } = new Dictionary<string, WireExample>
    {
        ["candidate-opened"] = Of(CandidateOpened(), ContractsJson.Default.CandidateEvent),
        ["candidate-sensor"] = Of(CandidateOfSensor(), ContractsJson.Default.CandidateEvent),
        ["sensors"] = Of(Sensors(), ContractsJson.Default.SensorPage),
        ["acknowledgement"] = Of(new Acknowledgement { Committed = [Candidate], Refused = [new(Picture, "bytes do not match their SHA-256")] }, ContractsJson.Default.Acknowledgement),
        ["status-online"] = Of(StatusOnline(), ContractsJson.Default.AgentStatus),
        ["status-will"] = Of(new AgentStatus { Agent = "box-1", Online = false, Version = "0.1.0", At = At }, ContractsJson.Default.AgentStatus),
        ["settings-desired"] = Of(SettingsDesired(), ContractsJson.Default.DesiredSettings),
        ["settings-reported"] = Of(
            new ReportedSettings { Revision = 41, Received = 42, At = At, Refused = [new("gate", "thresholds[0].minScore", "1.5", "0 to 1")] }, ContractsJson.Default.ReportedSettings),
        ["report"] = Of(Report(), ContractsJson.Default.ZeroReport),
        ["report-cameras"] = Of(
            Report() with
            {
                ByCamera =
                [
                    new CameraLooks { Camera = "gate", Due = 360, Made = 358, State = CameraStates.Live, Problems = [Problems.BinOverflow, Problems.Garbage] },
                    new CameraLooks { Camera = "yard", Due = 360, Made = 0, State = CameraStates.Waiting },
                ],
            },
            ContractsJson.Default.ZeroReport),
        ["request"] = Of(new AgentRequest(Candidate, AgentRequestKinds.LookNow, "gate"), ContractsJson.Default.AgentRequest),
        ["response"] = Of(
            new AgentResponse { Id = Candidate, Camera = "gate", TakenAt = At, Picture = [0xFF, 0xD8, 0xFF, 0xD9], Subjects = [Box] }, ContractsJson.Default.AgentResponse),
        ["response-error"] = Of(new AgentResponse { Id = Candidate, Camera = "gate", Error = "camera 'gate' is waiting to connect again" }, ContractsJson.Default.AgentResponse),
        ["request-recheck"] = Of(RecheckRequest(), ContractsJson.Default.AgentRequest),
        ["response-recheck"] = Of(RecheckResponse(), ContractsJson.Default.AgentResponse),
        ["score"] = Of(Score(), ContractsJson.Default.ScoreSample),
        ["score-quiet"] = Of(
            new ScoreSample { Id = Candidate, Agent = "box-1", Camera = "gate", TakenAt = At, Score = 0, Threshold = 0, SamplingProbability = 0.002, Model = "garbage@0123456789ab" },
            ContractsJson.Default.ScoreSample),
    };

    private static WireExample Of<T>(T value, JsonTypeInfo<T> type) => new(value!, type);

    private static AgentRequest RecheckRequest() => new(Candidate, AgentRequestKinds.Recheck, "gate")
    {
        Recheck = new RecheckQuestion { Problem = Problems.BinOverflow, Zone = "kerb", Component = "3101120301000042", Since = At, Boxes = [[0.25f, 0.5f, 0.375f, 0.75f]] },
    };

    private static AgentResponse RecheckResponse()
    {
        var bin = Box with { Class = "bin", Score = 0.91f };
        return new AgentResponse
        {
            Id = Candidate,
            Camera = "gate",
            TakenAt = At,
            Picture = [0xFF, 0xD8, 0xFF, 0xD9],
            Width = 960,
            Height = 540,
            Subjects = [bin],
            Recheck = new RecheckAnswer { Answer = RecheckAnswers.NotSeen, Found = "bin, score 0.91; no overflow", Seen = bin, At = At, LikelihoodRatio = 0.0125 },
        };
    }

    private static CandidateEvent CandidateOpened() => new()
    {
        Id = Candidate,
        Source = "/agents/box-1/cameras/gate",
        Type = CandidateTypes.Opened,
        Time = At,
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Data = new CandidateData
        {
            Incident = Incident,
            Sequence = 1,
            Problem = Problems.BinOverflow,
            SeenAt = At,
            Since = At.AddSeconds(-50),
            Place = new(121.473701, 31.230416, CoordinateSystems.Wgs84, 15, "camera"),
            Component = "3101120301000042",
            Score = 0.81f,
            Threshold = 0.5f,
            Confidence = 0.9f,
            Judgement = new()
            {
                Rule = "state",
                Zone = "bin-1",
                LooksFor = 4,
                LooksAgainst = 1,
                LooksBlind = 1,
                Dwell = TimeSpan.FromSeconds(50),
                Gaps = TimeSpan.FromSeconds(10),
                Asked = "3 of 5 looks ≥ 0.50",
            },
            Subjects = [Box],
            Evidence = new()
            {
                Id = Picture,
                MediaType = "image/jpeg",
                Sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Bytes = 183_204,
                Width = 1280,
                Height = 720,
                TakenAt = At,
                Masked = true,
            },
            Made = new("0.1.0", ["garbage@0123456789ab"], 42),
        },
    };

    private static CandidateEvent CandidateOfSensor() => new()
    {
        Id = Guid.Parse("0195587a-0000-7000-8000-000000000012"),
        Source = "/agents/box-1/sensors/cover-17",
        Type = CandidateTypes.Updated,
        Time = At,
        Data = new CandidateData
        {
            Incident = Guid.Parse("0195587a-0000-7000-8000-000000000011"),
            Sequence = 2,
            Problem = Problems.CoverMoved,
            SeenAt = At,
            Since = At.AddSeconds(-40),
            Place = Cover,
            Component = "3101120101000017",
            Score = 1,
            Threshold = 0.5f,
            Confidence = 0.9f,
            Judgement = new()
            {
                Rule = "tilt",
                Zone = "tilt",
                LooksFor = 4,
                LooksAgainst = 0,
                Dwell = TimeSpan.FromSeconds(40),
                Asked = "more than 15° for 30 s",
                Found = "22.5° for 40 s",
            },
            Readings =
            [
                new("tilt", 0.4, "deg", "good", At.AddMinutes(-3)),
                new("tilt", null, "deg", "bad", At.AddMinutes(-2)),
                new("tilt", 22.5, "deg", "good", At.AddSeconds(-40)),
            ],
            Corroboration = new()
            {
                Source = "/agents/box-1/cameras/gate",
                Answer = CorroborationAnswers.Agrees,
                Found = "hole seen, score 0.88",
                At = At,
                LikelihoodRatio = 8.1,
            },
            Made = new("0.1.0", [], 42),
        },
    };

    private static SensorPage Sensors() => new()
    {
        Agent = "box-1",
        Page = 0,
        Pages = 1,
        At = At,
        Sensors =
        [
            new() { Sensor = "bin-3", State = SensorStates.Expected, Since = At, Undecoded = 2, LastError = "payload has 3 bytes, at least 4 are needed" },
            new()
            {
                Sensor = "cover-17",
                Name = "Cover at the gate",
                State = SensorStates.Live,
                Since = At.AddHours(-3),
                HeardAt = At,
                Latest = [new("battery", 87, "%", "good", At), new("tilt", 22.5, "deg", "good", At)],
                Component = "3101120101000017",
                Camera = "gate",
                Zone = "cover-17",
                Place = Cover,
            },
        ],
    };

    private static AgentStatus StatusOnline() => new()
    {
        Agent = "box-1",
        Online = true,
        Version = "0.1.0",
        At = At,
        StartedAt = At.AddHours(-3),
        SettingsRevision = 42,
        OutboxRows = 7,
        Models = ["garbage@0123456789ab"],
        Cameras =
        [
            new()
            {
                Camera = "gate",
                Name = "Gate",
                State = CameraStates.Live,
                Since = At.AddHours(-1),
                LooksDue = 360,
                LooksMade = 359,
                LatestLookAt = At,
                KeyFrameInterval = TimeSpan.FromSeconds(2),
                Cadence = TimeSpan.FromSeconds(10),
                Width = 1920,
                Height = 1080,
                Codec = "h264",
                Place = new(121.473701, 31.230416, CoordinateSystems.Wgs84, 15, "camera"),
                Zones = [Zone],
                Thresholds = new Dictionary<string, float> { ["overflow"] = 0.5f },
            },
            new() { Camera = "lane", State = CameraStates.Refused, Since = At, LastError = "cameras[1].url is missing" },
        ],
    };

    private static DesiredSettings SettingsDesired() => new()
    {
        Revision = 42,
        Actor = "li.wei",
        At = At,
        Cameras = new Dictionary<string, CameraSettings>
        {
            ["*"] = new() { Cadence = TimeSpan.FromSeconds(10) },
            ["gate"] = new() { Cadence = TimeSpan.FromMilliseconds(1500), Thresholds = [new("overflow", 0.6f), new("overflow", 0.4f, 22, 6)], Zones = [Zone] },
        },
    };

    private static ZeroReport Report() => new()
    {
        Id = Candidate,
        Agent = "box-1",
        From = At.AddHours(-1),
        To = At,
        Cameras = 214,
        CamerasSeen = 212,
        LooksDue = 77_040,
        LooksMade = 76_038,
        Opened = new Dictionary<string, int> { [Problems.BinOverflow] = 2 },
        Dropped = new Dictionary<string, long> { ["looks-full"] = 12 },
        LookToOutboxP95Milliseconds = 812.5,
    };

    private static ScoreSample Score() => new()
    {
        Id = Candidate,
        Agent = "box-1",
        Camera = "gate",
        TakenAt = At,
        Class = "overflow",
        Score = 0.31f,
        Threshold = 0.5f,
        Box = Box with { Score = 0.31f },
        SamplingProbability = 0.25,
        Model = "garbage@0123456789ab",
        SettingsRevision = 42,
        Picture = [0xFF, 0xD8, 0xFF, 0xD9],
    };
}

/// <summary>A value and how it is written.</summary>
internal sealed record WireExample(object Value, JsonTypeInfo Type);
