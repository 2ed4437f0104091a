using System.Security.Cryptography;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Cameras;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Tests.Cameras;
using EdgeWatch.EdgeAgent.Tests.Rules;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Stages;

public sealed class EvidenceStageTests
{
    private static readonly Place Corner = new(120.1, 30.2, CoordinateSystems.Wgs84, 5, "zone");
    private static readonly FindingKey Bin = new("bin", "state", Problems.BinOverflow);

    private readonly List<Exception> _failures = [];
    private int _encoded;

    [Fact]
    public async Task The_clearest_look_of_the_suspicion_goes_with_the_opened_candidate()
    {
        var stage = Stage();
        (await RunAsync(stage, FindingStep.Suspected, 0.6f, luma: 10)).ShouldBeNull();
        (await RunAsync(stage, FindingStep.Suspected, 0.9f, luma: 20)).ShouldBeNull();
        (await RunAsync(stage, FindingStep.Suspected, 0.7f, luma: 30)).ShouldBeNull();
        var opened = (await RunAsync(stage, FindingStep.Opened, 0.65f, luma: 40)).ShouldNotBeNull();

        _encoded.ShouldBe(2, "only the first look and the clearer one");
        opened.Picture.ShouldNotBeNull()[^1].ShouldBe((byte)20);
        var data = opened.Candidate.Data;
        data.Score.ShouldBe(0.9f);
        data.Subjects.ShouldHaveSingleItem().Score.ShouldBe(0.9f, "the boxes are those of the picture");
        data.SeenAt.ShouldBe(At(40), "but it was seen at the look that opened it");
        data.Evidence.ShouldNotBeNull().TakenAt.ShouldBe(At(20));
    }

    [Fact]
    public async Task A_clear_picture_of_another_thing_that_was_suspected_first_proves_nothing()
    {
        var stage = Stage();
        await RunAsync(stage, FindingStep.Suspected, 0.9f, luma: 20, left: 0.1f);
        var opened = (await RunAsync(stage, FindingStep.Opened, 0.65f, luma: 40, left: 0.6f)).ShouldNotBeNull();

        opened.Picture.ShouldNotBeNull()[^1].ShouldBe((byte)40);
        opened.Candidate.Data.Subjects.ShouldHaveSingleItem().X1.ShouldBe(0.6f);
        opened.Candidate.Data.Score.ShouldBe(0.65f);
    }

    [Fact]
    public async Task A_candidate_says_where_how_and_by_what_it_was_made()
    {
        var opened = (await RunAsync(Stage(), FindingStep.Opened, 0.8f, luma: 10)).ShouldNotBeNull();

        var (candidate, data) = (opened.Candidate, opened.Candidate.Data);
        candidate.Type.ShouldBe(CandidateTypes.Opened);
        candidate.Source.ShouldBe("/agents/a/cameras/gate-3");
        candidate.Id.Version.ShouldBe(7);
        data.Problem.ShouldBe(Problems.BinOverflow);
        data.Place.ShouldBe(Corner);
        data.Component.ShouldBe("0301-77");
        data.Made.ShouldBe(new Provenance("1.2.3", data.Made.Models, 7));
        data.Made.Models.ShouldBe(["waste@0123456789ab"]);
        var evidence = data.Evidence.ShouldNotBeNull();
        evidence.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(opened.Picture!)));
        (evidence.Bytes, evidence.Width, evidence.Height, evidence.MediaType, evidence.Masked).ShouldBe((opened.Picture!.Length, 320, 180, "image/jpeg", false));
    }

    [Theory]
    [InlineData(50, "calibration")]
    [InlineData(0.5, "zone")]
    public async Task A_calibrated_camera_says_where_the_thing_itself_stands_unless_its_zone_is_known_better(double zoneRadius, string from)
    {
        var opened = (await RunAsync(Stage(), FindingStep.Opened, 0.8f, luma: 10, ground: CameraGround.Of(CameraGroundTests.Kerbs).Ground, zoneRadius: zoneRadius)).ShouldNotBeNull();

        opened.Candidate.Data.Place.ShouldNotBeNull().From.ShouldBe(from);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_made_costs_the_picture_and_not_the_candidate()
    {
        var stage = Stage(encode: (_, _, _) => throw new InvalidOperationException("no turbo"));
        var opened = (await RunAsync(stage, FindingStep.Opened, 0.8f, luma: 10)).ShouldNotBeNull();

        opened.Picture.ShouldBeNull();
        opened.Candidate.Data.Evidence.ShouldBeNull();
        opened.Candidate.Data.Sequence.ShouldBe(1);
        _failures.ShouldHaveSingleItem().Message.ShouldBe("no turbo");
    }

    [Fact]
    public async Task A_picture_too_large_for_the_wire_is_made_smaller()
    {
        var widths = new List<int>();
        var stage = Stage(encode: (frame, quality, width) =>
        {
            widths.Add(width);
            return widths.Count == 1 ? new byte[ContractLimits.EvidenceBytes + 1] : Pictures.Encode(frame, quality, width);
        }, width: 640);
        var opened = (await RunAsync(stage, FindingStep.Opened, 0.8f, luma: 10, size: 640)).ShouldNotBeNull();

        widths.ShouldBe([640, 320]);
        opened.Candidate.Data.Evidence!.Width.ShouldBe(320);
    }

    [Fact]
    public async Task A_dismissed_suspicion_leaves_no_picture_behind()
    {
        var stage = Stage();
        await RunAsync(stage, FindingStep.Suspected, 0.9f, luma: 10);
        (await RunAsync(stage, FindingStep.Dismissed, 0, luma: 20)).ShouldBeNull();
        var opened = (await RunAsync(stage, FindingStep.Opened, 0.6f, luma: 30)).ShouldNotBeNull();

        opened.Picture![^1].ShouldBe((byte)30);
    }

    [Fact]
    public async Task A_cleared_candidate_shows_the_place_as_it_is_now_and_keeps_the_score_that_it_was_opened_with()
    {
        var cleared = (await RunAsync(Stage(), FindingStep.Cleared, 0, luma: 50)).ShouldNotBeNull();

        cleared.Candidate.Type.ShouldBe(CandidateTypes.Cleared);
        cleared.Candidate.Data.Score.ShouldBe(0.8f);
        cleared.Candidate.Data.Subjects.ShouldBeEmpty();
        cleared.Picture![^1].ShouldBe((byte)50);
    }

    private static DateTimeOffset At(int luma) => Street.Begin + TimeSpan.FromSeconds(luma);

    private EvidenceStage Stage(EncodeJpeg? encode = null, int width = 1920) => new(
        new CandidateSource("/agents/a/cameras/gate-3", "1.2.3", ["waste@0123456789ab"]),
        new PictureMaker(encode ?? Count, 85, width, _failures.Add),
        new ManualTime());

    private byte[] Count(Frame frame, int quality, int maxWidth)
    {
        _encoded++;
        return Pictures.Encode(frame, quality, maxWidth);
    }

    private static async Task<EvidencedCandidate?> RunAsync(EvidenceStage stage, FindingStep step, float score, byte luma, int size = 320, float left = 0.4f, CameraGround? ground = null, double zoneRadius = 5)
    {
        var zone = Street.Zone("bin") with { Place = Corner with { ErrorRadius = zoneRadius }, Component = "0301-77" };
        using var look = new Look(size == 320 ? Pictures.Flat(luma, At(luma)) : Wide(At(luma), size), Street.Camera(zone) with { Revision = 7, Ground = ground }, 0);
        var subjects = score > 0 ? new[] { new Subject("overflow", score, left, 0.4f, left + 0.1f, 0.5f) } : [];
        var state = new OpenFinding
        {
            Key = Bin, Incident = Incident, Sequence = 1, Since = Street.Begin, Dwell = TimeSpan.Zero, AnnouncedAt = Street.Begin, Score = score > 0 ? score : 0.8f, Threshold = 0.5f,
        };
        var ruling = new Ruling
        {
            Condition = Condition.Holds,
            Score = score,
            Subjects = subjects,
            Threshold = 0.5f,
            Judgement = new Judgement { Rule = "state", Zone = "bin", LooksFor = 3, LooksAgainst = 0, Dwell = TimeSpan.Zero, Asked = "" },
        };
        var scene = new Scene(look, Visibility.Clear, new Moment(At(luma), TimeSpan.Zero, TimeSpan.Zero), []);
        return await stage.RunAsync(new Finding(step, state, zone, ruling, scene), CancellationToken.None);
    }

    private static Guid Incident { get; } = Guid.CreateVersion7();

    private static Frame Wide(DateTimeOffset at, int width)
    {
        var (luma, chroma) = (new byte[width * 360], new byte[width / 2 * 180]);
        return HeapFrame.Copy(new FrameInfo("gate-3", 1, at, width, 360, true, YuvMatrix.Bt601), luma, chroma, chroma);
    }
}
