using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using EdgeWatch.Configuration;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Tests.Detectors;
using EdgeWatch.ModelCare;

namespace EdgeWatch.EdgeWatch.Tests.ModelCare;

public sealed class ModelSwitchTests : IDisposable
{
    private const string File = """
        agent:
          id: a
          models: [waste, cars]
          cameras:
            - id: corner
              url: rtsp://192.0.2.1/1
              thresholds: [{ class: overflow, minScore: 0.7 }]
              zones:
                - { id: bin, polygon: [[0, 0], [1, 0], [1, 1]], rules: [{ rule: state, problem: bin-overflow, classes: [overflow] }] }
                - { id: lane, polygon: [[0, 0], [1, 0], [1, 1]], rules: [{ rule: occupancy, problem: road-occupied, classes: [car] }] }
            - { id: own, url: "rtsp://192.0.2.2/1", models: [waste] }
        """;

    private readonly TempFolder _temp = new();
    private readonly ModelShelf _shelf;

    public ModelSwitchTests() => _shelf = new ModelShelf(_temp)
        .Add("waste", ["overflow"])
        .Add("cars", ["car"])
        .Add("street", ["car", "overflow"], "2.0.0", manifest =>
        {
            manifest["replaces"] = new JsonArray("waste");
            manifest["classes"]![1]!["threshold"] = 0.4;
        });

    [Fact]
    public void One_model_that_knows_every_class_takes_the_place_of_all()
    {
        var plan = Plan("street");

        plan.Errors.ShouldBeEmpty();
        plan.Changes.Select(change => (change.Key, ModelsEdit.Text(change.Models))).ShouldBe([("agent.models", "[street]"), ("models of camera own", "[street]")]);
        plan.Classes.ShouldContain(new ClassChange("overflow", "waste", 0.5f, "street", 0.4f));
        plan.Notes.ShouldContain(note => note.Contains("camera corner keeps its own threshold 0.7 for overflow", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_that_lacks_a_class_is_refused_with_camera_zone_and_class()
    {
        var error = Plan("cars").Errors.ShouldHaveSingleItem();

        error.ShouldStartWith("camera corner, zone bin, class overflow: cars does not know it, it knows car.");
        error.ShouldContain("--for PROBLEM");
    }

    [Fact]
    public void Unexplained_things_are_asked_of_no_model()
    {
        var file = File.Replace("classes: [car]", "classes: [car, unexplained]", StringComparison.Ordinal);

        Plan("street", file: file).Errors.ShouldBeEmpty();
        Check(file).ShouldBeEmpty();
    }

    [Fact]
    public void For_one_problem_the_new_model_comes_first_and_those_still_needed_stay()
    {
        _shelf.Add("bins", ["overflow"]);

        Plan("bins", problem: "bin-overflow").Changes.ShouldHaveSingleItem().Models.ShouldBe(["bins", "cars"]);
        Plan("cars", problem: "bin-overflow").Errors.ShouldHaveSingleItem().ShouldContain("class overflow: cars does not know it");
        Plan("bins", problem: "garbage").Errors.ShouldHaveSingleItem().ShouldContain("no rule asks for \"garbage\"; the rules ask for bin-overflow, road-occupied");
    }

    [Fact]
    public void One_camera_alone_can_be_switched_and_a_wrong_name_is_answered_with_those_there_are()
    {
        Plan("street@2.0.0", camera: "corner").Changes.ShouldHaveSingleItem().Key.ShouldBe("models of camera corner");
        Plan("street", camera: "moon").Errors.ShouldHaveSingleItem().ShouldContain("its cameras are corner, own");
    }

    [Fact]
    public void What_the_file_says_already_is_not_written_again_and_the_edited_file_says_so()
    {
        var edited = ModelsEdit.Apply(File, Plan("street").Changes);

        Plan("street", file: edited).Changes.ShouldBeEmpty();
        Plan("street", file: edited).Classes.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_names_no_models_is_switched_from_those_that_its_rules_lead_to()
    {
        var plan = Plan("street", file: File.Replace("  models: [waste, cars]\n", "", StringComparison.Ordinal));

        plan.Changes[0].Models.ShouldBe(["street"]);
        plan.Classes.ShouldBeEmpty("street is what the rules lead to");
    }

    [Fact]
    public void A_model_that_is_not_there_or_not_whole_is_refused_by_name()
    {
        Should.Throw<ModelException>(() => Plan("cats")).Message.ShouldContain("there is no model \"cats\"");
        System.IO.File.AppendAllText(Path.Combine(_shelf.Root, "street-2.0.0", "labels.txt"), "x");
        Should.Throw<ModelException>(() => Plan("street")).Message.ShouldContain("has the SHA-256");
    }

    [Fact]
    public void Check_names_what_the_models_cannot_answer_with_line_and_remedy()
    {
        var gone = Check(File.Replace("[waste, cars]", "[old, cars]", StringComparison.Ordinal).Replace("models: [waste]", "models: [street]", StringComparison.Ordinal));
        gone.Select(problem => (problem.Line, problem.Key)).ShouldBe([(3, "agent.models[0]"), (9, "agent.cameras[0].zones[0].rules[0].classes[0]")]);
        gone[0].Remedy.ShouldContain("there is no model \"old\"");
        gone[1].Remedy.ShouldContain("no model of this camera (cars) knows it; known are car");

        Directory.Delete(Path.Combine(_shelf.Root, "waste-1.0.0"), recursive: true);
        Check(File)[0].Remedy.ShouldContain("street replaces it");
        Check(ModelsEdit.Apply(File, Plan("street").Changes)).ShouldBeEmpty();
        Check(File.Replace("  models: [waste, cars]\n", "  shadow: { model: moon }\n", StringComparison.Ordinal).Replace("models: [waste]", "models: []", StringComparison.Ordinal))
            .ShouldHaveSingleItem().Key.ShouldBe("agent.shadow.model");
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void The_file_before_is_kept_and_a_link_stays_a_link()
    {
        var (file, link) = (_temp.File("real.yaml"), _temp.File("link.yaml"));
        System.IO.File.WriteAllText(file, "old");
        System.IO.File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        System.IO.File.CreateSymbolicLink(link, file);

        var backup = ConfigurationWriter.Write(link, "new", new ManualTime(DateTimeOffset.UnixEpoch));

        System.IO.File.ReadAllText(backup).ShouldBe("old");
        System.IO.File.ReadAllText(file).ShouldBe("new");
        System.IO.File.ResolveLinkTarget(link, true)!.FullName.ShouldBe(file);
        System.IO.File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void The_table_of_models_says_which_are_used_and_which_are_whole()
    {
        var used = ModelUse.Folders(Agent(File), _shelf.Catalogue);
        var rows = _shelf.Catalogue.Models.Select(model => new ModelRow(model, used.Contains(model.Folder), ModelVerification.Run(model.Folder))).ToArray();

        rows.Select(row => row.Cells()).Select(cells => (cells[0], cells[1], cells[^2], cells[^1])).ShouldBe(
            [("cars", "1.0.0", "yes", "1 defects"), ("street", "2.0.0", "no", "1 defects"), ("waste", "1.0.0", "yes", "1 defects")]);
        var json = JsonNode.Parse(ModelRow.ToJson(rows))!.AsArray();
        json[1]!["classes"]![1]!["threshold"]!.GetValue<double>().ShouldBe(0.4);
        json[1]!["inUse"]!.GetValue<bool>().ShouldBeFalse();
        json[1]!["defects"]![0]!.GetValue<string>().ShouldContain("CARD.md");
    }

    public void Dispose() => _temp.Dispose();

    private static AgentOptions Agent(string text) => ConfigurationFile.Parse("f.yaml", text).Options.Agent!;

    private IReadOnlyList<ConfigurationProblem> Check(string text) => ModelQuestions.Check(ConfigurationFile.Parse("f.yaml", text), _shelf.Catalogue);

    private ModelSwitch Plan(string model, string? problem = null, string? camera = null, string file = File) =>
        ModelSwitch.Plan(Agent(file), _shelf.Catalogue, new SwitchWish(model, problem, camera));
}
