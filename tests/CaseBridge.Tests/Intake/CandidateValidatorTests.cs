using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Intake;

public class CandidateValidatorTests
{
    private static readonly CandidateFactory Factory = new();

    public static TheoryData<string, string> Flaws => new()
    {
        { "version", "specversion '2.0' is not 1.x, which is what this bridge reads: upgrade the bridge, or send CloudEvents 1.0" },
        { "agent", "source names agent 'other', the topic 'street-1': publish on the agent's own topic" },
        { "source", "source 'camera-1' is not /agents/{agent}/cameras/{camera} or /agents/{agent}/sensors/{sensor}" },
        { "type", "type 'edgewatch.candidate.moved' is not edgewatch.candidate.opened, edgewatch.candidate.updated or edgewatch.candidate.cleared" },
        { "sequence", "data.sequence 0 is below 1, the first step of a finding" },
        { "score", "data.score NaN is outside 0..1" },
        { "since", "data.since 2026-03-02T09:00:00.0000000+00:00 is after data.seenAt 2026-03-02T08:00:00.0000000+00:00" },
        { "system", "data.place.system 'BD-09' is not WGS84, CGCS2000 or GCJ-02" },
        { "lat", "data.place 116, 139 is no longitude in -180..180 with a latitude in -90..90" },
        { "subjects", "data.subjects has 201 entries, more than the 200 allowed" },
        { "sha", "data.evidence.sha256 'ABC' is not 64 lower-case hexadecimal digits" },
        { "asked", "data.judgement.asked has 4097 characters, more than the 4096 allowed" },
        { "problem", "data.problem 'Bin Overflow' is no name of the form [a-z0-9][a-z0-9._-]{0,63}" },
    };

    [Theory]
    [MemberData(nameof(Flaws))]
    public void A_flaw_is_named_with_field_value_and_remedy(string flaw, string words)
    {
        var good = new CandidateFactory().Opened(place: new Place(116, 39, CoordinateSystems.Wgs84, 5, "camera"), picture: CandidateFactory.Picture());
        var data = good.Data;
        var bad = flaw switch
        {
            "version" => good with { SpecVersion = "2.0" },
            "agent" => good with { Source = "/agents/other/cameras/crossing" },
            "source" => good with { Source = "camera-1" },
            "type" => good with { Type = "edgewatch.candidate.moved" },
            "sequence" => good with { Data = data with { Sequence = 0 } },
            "score" => good with { Data = data with { Score = float.NaN } },
            "since" => good with { Data = data with { Since = data.SeenAt.AddHours(1) } },
            "system" => good with { Data = data with { Place = data.Place! with { System = "BD-09" } } },
            "lat" => good with { Data = data with { Place = data.Place! with { Lat = 139 } } },
            "subjects" => good with { Data = data with { Subjects = [.. Enumerable.Repeat(data.Subjects[0], 201)] } },
            "sha" => good with { Data = data with { Evidence = data.Evidence! with { Sha256 = "ABC" } } },
            "asked" => good with { Data = data with { Judgement = data.Judgement with { Asked = new string('x', 4097) } } },
            _ => good with { Data = data with { Problem = "Bin Overflow" } },
        };
        CandidateValidator.Flaw(bad, "street-1").ShouldBe(words);
    }

    [Fact]
    public void A_good_candidate_has_none() => CandidateValidator.Flaw(Factory.Opened(picture: CandidateFactory.Picture()), "street-1").ShouldBeNull();

    [Fact]
    public void A_newer_minor_version_and_an_unknown_problem_are_taken() =>
        CandidateValidator.Flaw(Factory.Opened(problem: "water-level") with { SpecVersion = "1.1" }, "street-1").ShouldBeNull();
}
