using EdgeWatch.ModelCare;

namespace EdgeWatch.EdgeWatch.Tests.ModelCare;

/// <summary>Only the list of models changes; everything else stays to the letter.</summary>
public sealed class ModelsEditTests
{
    private const string Flow = """
        # our street
        agent:
          id: a   # the id
          models: [ street-waste,  manhole ]  # interim
          cameras:
            - { id: one, url: "rtsp://192.0.2.1/1", models: [manhole] }
            - id: two # the second
              url: rtsp://192.0.2.2/1

        bridge: { id: b }
        """;

    [Fact]
    public void A_list_in_brackets_is_replaced_and_nothing_else() =>
        Edit(Flow, null, "street").ShouldBe(Flow.Replace("[ street-waste,  manhole ]", "[street]", StringComparison.Ordinal));

    [Fact]
    public void A_list_of_one_camera_is_replaced_alone() =>
        Edit(Flow, (0, "one"), "street", "manhole").ShouldBe(Flow.Replace("models: [manhole] }", "models: [street, manhole] }", StringComparison.Ordinal));

    [Fact]
    public void A_missing_list_is_added_after_the_id_in_the_files_own_indentation()
    {
        Edit(Flow, (1, "two"), "street@1.2.0").ShouldBe(Flow.Replace("- id: two # the second\n", "- id: two # the second\n      models: [street@1.2.0]\n", StringComparison.Ordinal));
        Edit("agent: { id: a, cameras: [] }", null, "street").ShouldBe("agent: { id: a, models: [street], cameras: [] }");
        Edit("agent:\r\n  id: a\r\n  data: d\r\n", null, "street").ShouldBe("agent:\r\n  id: a\r\n  models: [street]\r\n  data: d\r\n");
        Edit("agent:\n  id: a", null, "my models/street").ShouldBe("agent:\n  id: a\n  models: [\"my models/street\"]");
    }

    [Fact]
    public void A_list_of_lines_keeps_the_comments_of_the_lines_that_stay()
    {
        const string text = "agent:\n  id: a\n  models:\n    - waste    # bins\n    - \"cats\"  # for Ann\n  data: d\n";

        Edit(text, null, "street", "cats").ShouldBe("agent:\n  id: a\n  models:\n    - street\n    - \"cats\"  # for Ann\n  data: d\n");
    }

    [Fact]
    public void The_same_list_again_changes_nothing()
    {
        var once = Edit(Flow, null, "street");

        Edit(once, null, "street").ShouldBe(once);
    }

    [Theory]
    [InlineData("agent:\n  id: a\n  models:\n    - waste\n    # old ones\n    - cats\n", "other lines between")]
    [InlineData("agent:\n  id: a\n  models: [waste, # bins\n    cats]\n", "comments within brackets")]
    [InlineData("common: &m [waste]\nagent:\n  id: a\n  models: *m\n", "")]
    [InlineData("agent:\n  id: a\n  models: &m [waste]\n  cameras: [{ id: c, models: *m }]\n", "")]
    [InlineData("agent:\n  data: d\n", "no 'id'")]
    public void A_shape_that_makes_it_unsafe_is_refused(string text, string reason) =>
        Should.Throw<UnsafeEditException>(() => Edit(text, null, "street")).Message.ShouldContain(reason);

    [Fact]
    public void A_camera_that_is_not_where_it_is_expected_is_refused() =>
        Should.Throw<UnsafeEditException>(() => Edit(Flow, (0, "two"), "street")).Message.ShouldContain("camera two");

    private static string Edit(string text, (int Index, string Id)? camera, params string[] models) => ModelsEdit.Apply(text, [new ModelsChange(camera, models)]);
}
