using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Contracts.Tests;

/// <summary>
/// The golden files are the law of the wire: a change that fails here changes what other versions, already in the field, read and write.
/// To add a message, write the file by hand and let the test hold the code to it.
/// </summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. WireExamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_is_written_as_its_golden_file_says(string name)
    {
        var (value, type) = (WireExamples.All[name].Value, WireExamples.All[name].Type);

        Text(JsonSerializer.SerializeToNode(value, type)).ShouldBe(Text(Golden(name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_file_that_is_read_and_written_is_the_same(string name)
    {
        var type = WireExamples.All[name].Type;

        var value = JsonSerializer.Deserialize(Golden(name), type);

        Text(JsonSerializer.SerializeToNode(value, type)).ShouldBe(Text(Golden(name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_field_of_a_newer_version_breaks_no_reader(string name)
    {
        var newer = Golden(name)!.AsObject();
        newer["someday"] = new JsonObject { ["known"] = true };

        Should.NotThrow(() => JsonSerializer.Deserialize(newer, WireExamples.All[name].Type));
    }

    [Fact]
    public void Unknown_fields_of_a_candidate_are_kept_and_passed_on()
    {
        var newer = Golden("candidate-opened")!.AsObject();
        newer["partitionkey"] = "north";
        newer["data"]!["weather"] = new JsonObject { ["rain"] = 0.5 };

        var candidate = JsonSerializer.Deserialize(newer, ContractsJson.Default.CandidateEvent)!;

        Text(JsonSerializer.SerializeToNode(candidate, ContractsJson.Default.CandidateEvent)).ShouldBe(Text(newer));
        candidate.Data.Extensions!["weather"].GetProperty("rain").GetDouble().ShouldBe(0.5);
    }

    [Theory]
    [InlineData("candidate-opened", "id")]
    [InlineData("candidate-opened", "data")]
    [InlineData("status-online", "agent")]
    [InlineData("sensors", "pages")]
    [InlineData("settings-desired", "revision")]
    [InlineData("report", "id")]
    [InlineData("score", "samplingProbability")]
    [InlineData("request", "camera")]
    [InlineData("response-recheck", "id")]
    public void A_message_without_a_field_that_must_be_there_is_refused_by_its_name(string name, string field)
    {
        var wrong = Golden(name)!.AsObject();
        wrong.Remove(field).ShouldBeTrue();

        Should.Throw<JsonException>(() => JsonSerializer.Deserialize(wrong, WireExamples.All[name].Type)).Message.ShouldContain(field);
    }

    [Theory]
    [InlineData("candidate-opened", "source")]
    [InlineData("status-online", "cameras")]
    [InlineData("acknowledgement", "committed")]
    public void A_null_where_none_may_be_is_refused_by_its_name(string name, string field)
    {
        var wrong = Golden(name)!.AsObject();
        wrong[field] = null;

        Should.Throw<JsonException>(() => JsonSerializer.Deserialize(wrong, WireExamples.All[name].Type)).Message.ShouldContain(field);
    }

    [Fact]
    public void Every_golden_file_has_its_example()
    {
        Directory.GetFiles(Repository.File("tests", "Contracts.Tests", "Golden"), "*.json").Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(WireExamples.All.Keys, ignoreOrder: true);
    }

    [Theory]
    [InlineData("candidate-sensor")]
    [InlineData("sensors")]
    [InlineData("request-recheck")]
    [InlineData("response-recheck")]
    public void The_example_in_the_document_is_the_golden_file(string name) =>
        File.ReadAllText(Repository.File("docs", "events.md")).ShouldContain(File.ReadAllText(Repository.File("tests", "Contracts.Tests", "Golden", name + ".json")).Trim());

    private static JsonNode? Golden(string name) => JsonNode.Parse(File.ReadAllText(Repository.File("tests", "Contracts.Tests", "Golden", name + ".json")));

    private static string Text(JsonNode? node) => node!.ToJsonString(Readable);
}
