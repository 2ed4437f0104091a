using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Settings;

namespace EdgeWatch.EdgeAgent.Tests.Settings;

public sealed class SettingsCheckTests
{
    private static readonly string[] Classes = ["overflow", "garbage"];

    public static TheoryData<CameraSettings, string, string, string> Bad => new()
    {
        { new() { Cadence = TimeSpan.FromMilliseconds(100) }, "cadence", "00:00:00.1000000", "00:00:00.2000000 to 01:00:00" },
        { new() { Cadence = TimeSpan.FromHours(2) }, "cadence", "02:00:00", "00:00:00.2000000 to 01:00:00" },
        { new() { Thresholds = [new("overflow", -0.1f)] }, "thresholds[0].minScore", "-0.1", "0 to 1" },
        { new() { Thresholds = [new("overflow", float.NaN)] }, "thresholds[0].minScore", "NaN", "0 to 1" },
        { new() { Thresholds = [new("overflow", 0.5f), new("hydrant", 0.5f)] }, "thresholds[1].class", "hydrant", "overflow, garbage" },
        { new() { Thresholds = [new("overflow", 0.5f, 24, 3)] }, "thresholds[0].fromHour", "24", "0 to 23" },
        { new() { Thresholds = [new("overflow", 0.5f, 3, 25)] }, "thresholds[0].toHour", "25", "0 to 24" },
        { new() { Thresholds = [new("overflow", 0.5f, 3, 3)] }, "thresholds[0].toHour", "3", "other than fromHour" },
        { new() { Thresholds = [new("overflow", 0.5f, 3)] }, "thresholds[0].toHour", "absent", "both fromHour and toHour" },
        { new() { Thresholds = [null!] }, "thresholds[0]", "null", "an object" },
        { new() { Zones = [Zone() with { Id = "Bin 1" }] }, "zones[0].id", "Bin 1", Identifiers.Pattern },
        { new() { Zones = [Zone(), Zone()] }, "zones[1].id", "bin", "no other zone" },
        { new() { Zones = [Zone([0.1f, 0.1f], [0.9f, 0.9f])] }, "zones[0].polygon", "2 corners", "3 to 128 corners" },
        { new() { Zones = [Zone([0, 0], [1.2f, 0], [1, 1])] }, "zones[0].polygon[1]", "[1.2, 0]", "0 to 1" },
        { new() { Zones = [Zone([0, 0], [1, float.NaN], [1, 1])] }, "zones[0].polygon[1]", "[1, NaN]", "0 to 1" },
        { new() { Zones = [Zone([0, 0], [1], [1, 1])] }, "zones[0].polygon[1]", "[1]", "[x, y]" },
        { new() { Zones = [Zone([0, 0], [1, 1], [1, 0], [0, 1])] }, "zones[0].polygon", "edges 1 and 3 meet", "no two edges cross" },
        { new() { Zones = [Zone([0, 0], [1, 0], [0.5f, 0])] }, "zones[0].polygon", "edges 1 and 2 meet", "no two edges cross" },
        { new() { Zones = [Zone([0.1f, 0.1f], [0.101f, 0.1f], [0.1f, 0.101f])] }, "zones[0].polygon", "of the picture", "at least 0.0001" },
        { new() { Zones = [Zone() with { Name = new string('x', 5000) }] }, "zones[0].name", "5000 characters", "at most 4096" },
        { With(Rule() with { Rule = "presence" }), "zones[0].rules[0].rule", "presence", "occupancy, state, absence" },
        { With(Rule() with { Problem = "litter" }), "zones[0].rules[0].problem", "litter", "bin-overflow" },
        { With(Rule() with { Classes = [] }), "zones[0].rules[0].classes", "none", "at least one" },
        { With(Rule() with { Classes = ["overflow", "cat"] }), "zones[0].rules[0].classes[1]", "cat", "overflow, garbage" },
        { With(Rule() with { Rule = "state", Classes = ["unexplained"] }), "zones[0].rules[0].classes[0]", "unexplained", "only occupancy" },
        { With(Rule() with { Hits = 6, Looks = 5 }), "zones[0].rules[0].hits", "6", "at most 5" },
        { With(Rule() with { Hits = 6 }), "zones[0].rules[0].hits", "6", "at most 5" },
        { With(Rule() with { Looks = 101 }), "zones[0].rules[0].looks", "101", "1 to 100" },
        { With(Rule() with { HitRatio = 0 }), "zones[0].rules[0].hitRatio", "0", "0.1 to 1" },
        { With(Rule() with { Dwell = TimeSpan.Zero }), "zones[0].rules[0].dwell", "00:00:00", "00:00:01 to 7.00:00:00" },
        { With(Rule() with { ClearAfter = TimeSpan.FromSeconds(-1) }), "zones[0].rules[0].clearAfter", "-00:00:01", "00:00:01 to 7.00:00:00" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_value_is_named_with_its_key_and_a_remedy(CameraSettings wish, string key, string value, string remedy)
    {
        var refusal = SettingsCheck.Refusals("gate", wish, Classes).ShouldHaveSingleItem();

        (refusal.Camera, refusal.Key).ShouldBe(("gate", key));
        refusal.Value.ShouldContain(value);
        refusal.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var wish = new CameraSettings { Cadence = TimeSpan.Zero, Thresholds = [new("cat", 2)], Zones = [Zone([0, 0], [1, 0]) with { Rules = [Rule() with { Rule = "x", Hits = 9 }] }] };

        SettingsCheck.Refusals("gate", wish, Classes).Select(refusal => refusal.Key)
            .ShouldBe(["cadence", "thresholds[0].class", "thresholds[0].minScore", "zones[0].polygon", "zones[0].rules[0].rule", "zones[0].rules[0].hits"]);
    }

    [Theory]
    [InlineData(0f, 0f, 1f, 0f, 1f, 1f, 0f, 1f)]
    [InlineData(0f, 0f, 0f, 1f, 1f, 1f, 1f, 0f)]
    [InlineData(0f, 0f, 1f, 0f, 0.2f, 0.2f, 0f, 1f)]
    public void Simple_polygons_either_way_round_and_with_dents_are_taken(params float[] values)
    {
        var polygon = values.Chunk(2).Select(pair => (IReadOnlyList<float>)pair).ToArray();

        SettingsCheck.Refusals("gate", new CameraSettings { Zones = [Zone() with { Polygon = polygon }] }, Classes).ShouldBeEmpty();
    }

    private static CameraSettings With(RuleSettings rule) => new() { Zones = [Zone() with { Rules = [rule] }] };

    private static RuleSettings Rule() => new() { Rule = "state", Problem = Problems.BinOverflow, Classes = ["overflow"] };

    private static ZoneSettings Zone(params float[][] polygon) =>
        new() { Id = "bin", Polygon = polygon.Length == 0 ? [[0.1f, 0.1f], [0.9f, 0.1f], [0.5f, 0.9f]] : polygon };
}
