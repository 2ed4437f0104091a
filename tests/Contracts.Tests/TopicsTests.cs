namespace EdgeWatch.Contracts.Tests;

public sealed class TopicsTests
{
    private static readonly Guid Id = Guid.Parse("0195587a-0000-7000-8000-000000000003");

    [Fact]
    public void Topics_are_as_the_architecture_says()
    {
        Topics.Events("box-1").ShouldBe("edgewatch/v1/box-1/events");
        Topics.Evidence("box-1", Id).ShouldBe("edgewatch/v1/box-1/evidence/0195587a-0000-7000-8000-000000000003");
        Topics.Acks("box-1").ShouldBe("edgewatch/v1/box-1/acks");
        Topics.Status("box-1").ShouldBe("edgewatch/v1/box-1/status");
        Topics.Report("box-1").ShouldBe("edgewatch/v1/box-1/report");
        Topics.SettingsDesired("box-1").ShouldBe("edgewatch/v1/box-1/settings/desired");
        Topics.SettingsReported("box-1").ShouldBe("edgewatch/v1/box-1/settings/reported");
        Topics.Requests("box-1").ShouldBe("edgewatch/v1/box-1/requests");
        Topics.Responses("box-1").ShouldBe("edgewatch/v1/box-1/responses");
        Topics.Scores("box-1").ShouldBe("edgewatch/v1/box-1/scores");
        Topics.Sensors("box-1", 3).ShouldBe("edgewatch/v1/box-1/sensors/3");
        Topics.SharedByBridges("evidence/+").ShouldBe("$share/bridge/edgewatch/v1/+/evidence/+");
    }

    [Fact]
    public void A_topic_is_split_into_what_it_was_built_of()
    {
        Topics.TryParse(Topics.Evidence("box-1", Id), out var agent, out var kind).ShouldBeTrue();
        (agent, kind).ShouldBe(("box-1", $"evidence/{Id:D}"));
        Topics.TryParse(Topics.SettingsDesired("a.b_c"), out agent, out kind).ShouldBeTrue();
        (agent, kind).ShouldBe(("a.b_c", "settings/desired"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("edgewatch/v1/")]
    [InlineData("edgewatch/v1//events")]
    [InlineData("edgewatch/v1/box-1")]
    [InlineData("edgewatch/v1/box-1/")]
    [InlineData("edgewatch/v2/box-1/events")]
    [InlineData("EdgeWatch/v1/box-1/events")]
    [InlineData("other/edgewatch/v1/box-1/events")]
    public void A_topic_of_others_is_none_of_ours(string topic) => Topics.TryParse(topic, out _, out _).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("+")]
    [InlineData("a#")]
    public void An_agent_id_that_would_reach_into_other_topics_is_a_bug(string agent) =>
        Should.Throw<ArgumentException>(() => Topics.Events(agent)).Message.ShouldContain(Identifiers.Pattern);

    [Theory]
    [InlineData("box-1", true)]
    [InlineData("0.a_b-c", true)]
    [InlineData("a", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("-a", false)]
    [InlineData(".a", false)]
    [InlineData("Box", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    [InlineData("井盖", false)]
    public void Ids_are_short_lower_case_and_safe_in_topics_and_paths(string? id, bool valid) => Identifiers.IsValid(id).ShouldBe(valid);

    [Fact]
    public void An_id_is_as_long_as_the_limit_allows_and_no_longer()
    {
        Identifiers.IsValid(new string('a', ContractLimits.IdLength)).ShouldBeTrue();
        Identifiers.IsValid(new string('a', ContractLimits.IdLength + 1)).ShouldBeFalse();
    }

    [Fact]
    public void The_limits_of_the_wire_are_what_other_versions_count_on() =>
        (ContractLimits.EventBytes, ContractLimits.EvidenceBytes, ContractLimits.StringLength, ContractLimits.Subjects, ContractLimits.Readings, ContractLimits.SensorsOnPage, ContractLimits.IdLength)
            .ShouldBe((65_536, 2_097_152, 4096, 200, 240, 250, 64));
}
