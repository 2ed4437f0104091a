using EdgeWatch.Configuration;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeWatch.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    private const string TenLines = """
        agent:
          id: my-street
          models: [street]
          cameras:
            - id: corner
              url: rtsp://user:secret@192.0.2.20/stream1
              zones:
                - id: bin
                  polygon: [[0.2, 0.3], [0.6, 0.3], [0.6, 0.9], [0.2, 0.9]]
                  rules: [{ rule: state, problem: bin-overflow, classes: [overflow] }]
        """;

    [Fact]
    public void Ten_lines_are_enough_for_a_camera_of_ones_own()
    {
        var file = ConfigurationFile.Parse("edgewatch.yaml", TenLines);

        file.Problems.ShouldBeEmpty();
        var camera = file.Options.Agent!.Cameras.ShouldHaveSingleItem();
        camera.Cadence.ShouldBe(TimeSpan.FromSeconds(10));
        camera.Transport.ShouldBe(RtspTransport.Tcp);
        camera.Zones[0].Polygon[2].ShouldBe([0.6f, 0.9f]);
        camera.Zones[0].Rules[0].Hits.ShouldBe(3);
        camera.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Five_different_mistakes_are_all_named_at_once_with_line_key_value_and_remedy()
    {
        var file = ConfigurationFile.Parse("edgewatch.yaml", """
            agent:
              id: East Gate
              brokr: { host: centre }
              cameras:
                - id: corner
                  url: rtsp://192.0.2.20/stream1
                  cadence: 10 sec
                  place: { lon: 200, lat: 24.8 }
                  zones:
                    - id: bin
                      polygon: [[0.2, 0.3], [0.6, 0.3]]
                      rules: [{ rule: state, problem: bin-overflow, classes: [overflow] }]
            """);

        file.Problems.Select(problem => (problem.Line, problem.Key, problem.Value)).ShouldBe(
        [
            (2, "agent.id", "East Gate"),
            (3, "agent.brokr", "(block)"),
            (7, "agent.cameras[0].cadence", "10 sec"),
            (8, "agent.cameras[0].place.lon", "200"),
            (11, "agent.cameras[0].zones[0].polygon", "2 corners"),
        ]);
        file.Problems[1].Remedy.ShouldContain("did you mean 'broker'?");
        file.Problems.ShouldAllBe(problem => problem.Remedy.Length > 10 && problem.File == "edgewatch.yaml");
    }

    [Theory]
    [InlineData("{ x: 0.2, y: 0.9, lon: 118.5801, lat: 24.81 }, { x: 0.4, y: 0.9, lon: 118.5802, lat: 24.81 }", "2 points", "four are needed")]
    [InlineData("{ x: 0.2, y: 0.9, lon: 118.58, lat: 24.81 }, { x: 0.3, y: 0.9, lon: 118.5801, lat: 24.81 }, { x: 0.5, y: 0.9, lon: 118.5802, lat: 24.81 }, { x: 0.7, y: 0.9, lon: 118.5803, lat: 24.81 }", "4 points", "nearly on one line")]
    public void Ground_points_that_calibrate_nothing_are_named_with_what_to_do(string points, string value, string remedy)
    {
        var file = ConfigurationFile.Parse("edgewatch.yaml", $$"""
            agent:
              id: east-gate
              cameras:
                - id: corner
                  url: rtsp://192.0.2.20/stream1
                  groundPoints: [{{points}}]
            """);

        var problem = file.Problems.ShouldHaveSingleItem();
        (problem.Line, problem.Key, problem.Value).ShouldBe((6, "agent.cameras[0].groundPoints", value));
        problem.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void One_bad_camera_is_set_aside_with_its_mistake_and_the_others_are_not()
    {
        var file = ConfigurationFile.Parse("edgewatch.yaml", """
            agent:
              id: east-gate
              cameras:
                - { id: a, url: "rtsp://192.0.2.1/1" }
                - { id: b, url: "rtsp://192.0.2.2/1", cadence: fast }
                - { id: a, url: "rtsp://192.0.2.3/1" }
            """);

        file.Problems.ShouldAllBe(problem => CameraQuarantine.IsOfOneCamera(problem));
        var cameras = file.Options.Agent!.Cameras;
        cameras.Select(camera => camera.Id).ShouldBe(["a", "b", "camera-3"]);
        cameras[0].Refusal.ShouldBeNull();
        cameras[1].Refusal!.ShouldContain("cadence = fast");
        cameras[2].Refusal!.ShouldContain("same id");
    }

    [Fact]
    public void Mistakes_of_sensors_are_named_and_one_bad_sensor_is_set_aside()
    {
        var file = ConfigurationFile.Parse("edgewatch.yaml", """
            agent:
              id: east-gate
              sensorSources:
                - { name: lora, kind: mqtt, format: chirpstack }
              sensorProfiles:
                - { id: cover, make: milesight-em310-tilt, interval: 12h, rules: [{ rule: tilt }] }
              sensors:
                - { id: a, device: "0101010101010101", profile: cover }
                - { id: b, device: "0202", make: milesight-em310-tilt, silentAfter: 1h, rules: [{ rule: threshold, quantity: tilt, problem: cover-moved }] }
                - { id: c, device: "0303", profile: lids, camera: corner }
            """);

        file.Problems.Select(problem => (problem.Line, problem.Key, problem.Value)).ShouldBe(
        [
            (9, "agent.sensors[1].silentAfter", "01:00:00"),
            (9, "agent.sensors[1].rules[0].rule", "threshold"),
            (10, "agent.sensors[2].profile", "lids"),
            (10, "agent.sensors[2].camera", "corner"),
            (10, "agent.sensors[2].make", "(absent)"),
        ], ignoreOrder: true);
        file.Problems.ShouldAllBe(problem => SensorQuarantine.IsOfOneSensor(problem));
        file.Options.Agent!.Sensors.Select(sensor => sensor.Refusal is null).ShouldBe([true, false, false]);
        file.Options.Agent.Sensors[1].Refusal!.ShouldContain("give 'above' or 'below'");
    }

    [Fact]
    public void A_closed_cover_cannot_be_asked_for_as_an_open_manhole()
    {
        var text = TenLines.Replace("problem: bin-overflow, classes: [overflow]", "problem: manhole-open, classes: [manhole-open, manhole-closed]", StringComparison.Ordinal);

        ConfigurationFile.Parse("f", text).Problems.ShouldHaveSingleItem().Remedy.ShouldContain("take manhole-closed out");
    }

    [Fact]
    public void A_password_can_come_from_the_environment_and_a_missing_one_is_named()
    {
        Environment.SetEnvironmentVariable("EDGEWATCH_TEST_PASSWORD", "s3cret");
        var text = TenLines.Replace("secret", "${EDGEWATCH_TEST_PASSWORD}", StringComparison.Ordinal);
        ConfigurationFile.Parse("f", text).Options.Agent!.Cameras[0].Url.ShouldBe("rtsp://user:s3cret@192.0.2.20/stream1");

        var missing = ConfigurationFile.Parse("f", TenLines.Replace("secret", "${EDGEWATCH_TEST_ABSENT}", StringComparison.Ordinal));
        missing.Problems.ShouldHaveSingleItem().Remedy.ShouldContain("EDGEWATCH_TEST_ABSENT is not set");
    }

    [Theory]
    [InlineData("agent: [", "not valid YAML")]
    [InlineData("", "write at least 'agent:'")]
    [InlineData("bridge: { listen: 8080 }", "write an address such as")]
    [InlineData("agent: { id: a }", "add at least one camera")]
    [InlineData("agent: 5", "write a block of keys")]
    public void What_is_no_configuration_is_explained(string text, string remedy) =>
        ConfigurationFile.Parse("f", text).Problems.ShouldContain(problem => problem.Remedy.Contains(remedy, StringComparison.Ordinal));

    [Fact]
    public void The_committed_schema_is_the_one_that_the_options_make() =>
        File.ReadAllText(Repository.File("docs", "edgewatch.schema.json")).ShouldBe(ConfigurationSchema.Write(),
            "run ./edgewatch check --schema > docs/edgewatch.schema.json");

    [Fact]
    public void A_city_profile_with_a_mistake_and_a_register_that_is_not_there_are_named()
    {
        var file = ConfigurationFile.Parse("edgewatch.yaml", $"""
            bridge:
              city: nowhere.yaml
              district: nowhere.geojson
              registers: [components=nowhere.csv, "{Repository.File("deploy", "registers", "components.csv")}"]
            """);

        file.Problems.Select(problem => problem.Key).ShouldBe(["bridge.city", "bridge.district", "bridge.registers[0]"]);
        file.Problems[0].Remedy.ShouldContain("edgewatch city check nowhere.yaml");
    }
}
