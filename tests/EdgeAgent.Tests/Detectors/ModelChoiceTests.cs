using System.Text.Json.Nodes;
using EdgeWatch.EdgeAgent.Cameras;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

/// <summary>Which models look, where the file names them and where it does not.</summary>
public sealed class ModelChoiceTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly ModelShelf _shelf;

    public ModelChoiceTests() => _shelf = new ModelShelf(_temp);

    [Fact]
    public void One_model_that_knows_every_class_is_taken_before_several_that_share_them()
    {
        _shelf.Add("a-cars", ["car"]).Add("bins", ["overflow"]).Add("street", ["car", "overflow"]);

        Choose(Camera("occupancy", "car"), Camera("state", "overflow")).ShouldBe(["street"]);
    }

    [Fact]
    public void What_one_model_does_not_know_the_next_one_adds()
    {
        _shelf.Add("street", ["car", "overflow"]).Add("stalls", ["stall"]).Add("cats", ["cat"]);

        Choose(Camera("occupancy", "car", "stall"), Camera("state", "overflow")).ShouldBe(["street", "stalls"]);
    }

    [Fact]
    public void Among_equals_the_one_that_serves_the_problem_is_taken_then_the_one_of_higher_priority()
    {
        _shelf.Add("alpha", ["car"])
            .Add("beta", ["car"], change: manifest => manifest["priority"] = 5)
            .Add("gamma", ["car"], change: manifest => manifest["problems"] = new JsonArray("road-occupied"));
        Choose(Camera("occupancy", "car")).ShouldBe(["gamma"]);

        Directory.Delete(Path.Combine(_shelf.Root, "gamma-1.0.0"), recursive: true);
        Choose(Camera("occupancy", "car")).ShouldBe(["beta"]);
    }

    [Fact]
    public void A_variant_is_taken_only_where_it_is_named_or_its_original_is_not_there()
    {
        _shelf.Add("a-street-int8", ["car", "overflow"], change: manifest => (manifest["variantOf"], manifest["priority"]) = ("street", 100)).Add("street", ["car", "overflow"]);
        Choose(Camera("occupancy", "car")).ShouldBe(["street"]);

        Directory.Delete(Path.Combine(_shelf.Root, "street-1.0.0"), recursive: true);
        Choose(Camera("occupancy", "car")).ShouldBe(["a-street-int8"]);
    }

    [Fact]
    public void Broken_models_are_never_chosen_and_of_one_name_the_newest_version_is()
    {
        _shelf.Add("street", ["car", "overflow"], "1.9.0").Add("street", ["car"], "1.10.0").Add("best", ["car", "overflow"]);
        File.AppendAllText(Path.Combine(_shelf.Root, "best-1.0.0", "labels.txt"), "x");

        var chosen = ModelChoice.For([Camera("occupancy", "car")], _shelf.Catalogue).ShouldHaveSingleItem();

        (chosen.Name, chosen.Manifest!.Version).ShouldBe(("street", "1.10.0"));
        _shelf.Catalogue.Find("street@1.9.0", "/").ShouldEndWith("street-1.9.0");
    }

    [Fact]
    public void A_file_without_rules_gets_every_class_so_that_zones_can_be_drawn_on_what_is_seen()
    {
        _shelf.Add("street", ["car", "overflow"]).Add("cats", ["cat"]).Add("old-cars", ["car"]);

        Choose(new CameraOptions { Id = "a" }).ShouldBe(["street", "cats"]);
        Choose(Camera("occupancy", "unexplained", "car")).ShouldBe(["street", "cats"], "what any model explains is not unexplained");
    }

    [Fact]
    public void A_name_that_is_gone_is_answered_with_the_model_that_replaces_it()
    {
        _shelf.Add("street", ["car"], change: manifest => manifest["replaces"] = new JsonArray("street-waste", "manhole"));

        Should.Throw<ModelException>(() => _shelf.Catalogue.Find("manhole", "/")).Message.ShouldContain("street replaces it");
        Should.Throw<ModelException>(() => _shelf.Catalogue.Find("cats", "/")).Message.ShouldContain("(street)");
    }

    [Fact]
    public async Task A_camera_with_all_three_rules_runs_one_inference_per_look_where_one_model_knows_every_class()
    {
        _shelf.Add("general", ["car"]).Add("street", ["car", "overflow"]);
        var camera = new CameraOptions { Id = "a", Zones = [Zone("occupancy", "car"), Zone("state", "overflow"), Zone("absence", "overflow")] };

        await using var chosen = await OpenAsync(new AgentOptions { Cameras = [camera] });
        chosen.Looking(0).ShouldBe(["street"]);

        // Named too, but behind one that knows all of its classes: it never runs.
        await using var named = await OpenAsync(new AgentOptions { Models = ["street", "general"], Cameras = [camera] });
        named.Looking(0).ShouldBe(["street"]);
        named.Models.ByName.Keys.ShouldBe(["street", "general"]);
    }

    [Fact]
    public async Task A_camera_may_name_models_of_its_own_and_a_wrong_one_hurts_only_that_camera()
    {
        _shelf.Add("street", ["car", "overflow"]).Add("cats", ["cat"], "2.0.0");
        var options = new AgentOptions
        {
            Models = ["street"],
            Cameras = [new CameraOptions { Id = "a" }, new CameraOptions { Id = "b", Models = ["cats@2.0.0", "street"] }, new CameraOptions { Id = "c", Models = ["dogs"] }],
        };

        await using var opened = await OpenAsync(options);

        opened.Looking(0).ShouldBe(["street"]);
        opened.Looking(1).ShouldBe(["cats", "street"]);
        opened.Models.Failures["dogs"].ShouldContain("there is no model \"dogs\"");
        CameraCheck.All(opened.Models.Assign(options.Cameras), opened.Models.ByName).Select(camera => camera.Error).ShouldBe(
            [null, null, "models = dogs: no such model is loaded; loaded are street, cats"]);
    }

    [Fact]
    public async Task The_threshold_of_a_class_is_that_of_the_model_that_looks_for_it()
    {
        _shelf.Add("street", ["car"], change: manifest => manifest["classes"]![0]!["threshold"] = 0.45).Add("other", ["car", "cat"], change: manifest => manifest["classes"]![0]!["threshold"] = 0.9);
        var options = new AgentOptions { Models = ["street", "other"], Cameras = [new CameraOptions { Id = "a" }] };

        await using var opened = await OpenAsync(options);

        var thresholds = CameraCheck.All(opened.Models.Assign(options.Cameras), opened.Models.ByName)[0].Thresholds;
        thresholds["car"].ShouldBe(0.45f);
        thresholds.Keys.ShouldBe(["car", "cat"], ignoreOrder: true);
    }

    public void Dispose() => _temp.Dispose();

    private static CameraOptions Camera(string rule, params string[] classes) => new() { Id = rule, Zones = [Zone(rule, classes)] };

    private static ZoneOptions Zone(string rule, params string[] classes) => new()
    {
        Id = rule,
        Rules = [new RuleOptions { Rule = rule, Problem = rule == "occupancy" ? "road-occupied" : "bin-overflow", Classes = classes }],
    };

    private string[] Choose(params CameraOptions[] cameras) => [.. ModelChoice.For(cameras, _shelf.Catalogue).Select(model => model.Name)];

    private async Task<Opened> OpenAsync(AgentOptions options) =>
        new(options, await LoadedModels.OpenAsync(options, _shelf.Catalogue, TestMetrics.Create(), TimeProvider.System));

    private sealed record Opened(AgentOptions Options, LoadedModels Models) : IAsyncDisposable
    {
        /// <summary>Names of the models that look through a camera.</summary>
        public IEnumerable<string> Looking(int camera) =>
            CameraFactory.DetectorsOf(Models.Assign(Options.Cameras)[camera], Models.ByName).Select(detector => detector.Model.Split('@')[0]);

        public ValueTask DisposeAsync() => Models.Owner.DisposeAsync();
    }
}
