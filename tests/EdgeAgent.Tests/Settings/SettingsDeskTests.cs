using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Settings;

public sealed class SettingsDeskTests : IDisposable
{
    private static readonly Dictionary<string, float> Classes = new() { ["overflow"] = 0.5f, ["garbage"] = 0.55f };
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_word_from_the_centre_the_agents_own_file_is_in_force()
    {
        var desk = Open();

        desk.Current("gate").Cadence.ShouldBe(TimeSpan.FromSeconds(10));
        (desk.Current("gate").Revision, desk.Reported.Revision, desk.Reported.Received).ShouldBe((0, 0, 0));
        Should.Throw<ArgumentException>(() => desk.Current("nowhere")).Message.ShouldContain("gate, lane");
    }

    [Fact]
    public void What_the_centre_leaves_out_stays_as_the_file_says()
    {
        var desk = Open();

        desk.Apply(Wish(1, ("gate", new CameraSettings { Cadence = TimeSpan.FromSeconds(2) }))).ShouldBeTrue();

        var gate = desk.Current("gate");
        (gate.Cadence, gate.SuspectCadence, gate.Revision).ShouldBe((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), 1));
        gate.Zones.Single().Id.ShouldBe("bin");
        gate.Thresholds.For("overflow", _time.GetUtcNow()).ShouldBe(0.6f);
        desk.Current("lane").Cadence.ShouldBe(TimeSpan.FromSeconds(10));
        desk.Reported.Refused.ShouldBeEmpty();
    }

    [Fact]
    public void Thresholds_and_zones_replace_those_of_the_file_and_a_zone_keeps_its_place()
    {
        var desk = Open();

        desk.Apply(Wish(1, ("gate", new CameraSettings
        {
            Thresholds = [new("garbage", 0.7f), new("garbage", 0.4f, 22, 6)],
            Zones = [Zone("bin", rules: new RuleSettings { Rule = "state", Problem = Problems.Garbage, Classes = ["garbage"], Hits = 2, Looks = 4 })],
        })));

        var gate = desk.Current("gate");
        gate.Thresholds.For("garbage", _time.GetUtcNow()).ShouldBe(0.7f);
        gate.Thresholds.For("garbage", _time.GetUtcNow().AddHours(15)).ShouldBe(0.4f);
        gate.Thresholds.For("overflow", _time.GetUtcNow()).ShouldBe(0.5f);
        var (zone, rule) = (gate.Zones.Single(), gate.Zones.Single().Rules.Single());
        zone.Place!.Lon.ShouldBe(121.5);
        (rule.Hits, rule.Looks, rule.ClearAfter).ShouldBe((2, 4, new RuleOptions().ClearAfter));
    }

    [Fact]
    public void The_star_stands_for_cameras_without_an_entry_of_their_own()
    {
        var desk = Open();

        desk.Apply(Wish(1, ("*", new CameraSettings { Cadence = TimeSpan.FromSeconds(5) }), ("lane", new CameraSettings { Cadence = TimeSpan.FromSeconds(3) })));

        desk.Current("gate").Cadence.ShouldBe(TimeSpan.FromSeconds(5));
        desk.Current("lane").Cadence.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void A_bad_value_is_refused_by_name_for_its_camera_which_keeps_its_last_good_settings_while_others_change()
    {
        var desk = Open();
        desk.Apply(Wish(1, ("gate", new CameraSettings { Cadence = TimeSpan.FromSeconds(4) })));

        desk.Apply(Wish(2,
            ("gate", new CameraSettings { Cadence = TimeSpan.FromSeconds(8), Thresholds = [new("overflow", 1.5f)] }),
            ("lane", new CameraSettings { Cadence = TimeSpan.FromSeconds(6) })));

        (desk.Current("gate").Cadence, desk.Current("gate").Revision).ShouldBe((TimeSpan.FromSeconds(4), 1));
        (desk.Current("lane").Cadence, desk.Current("lane").Revision).ShouldBe((TimeSpan.FromSeconds(6), 2));
        (desk.Reported.Revision, desk.Reported.Received).ShouldBe((2, 2));
        desk.Reported.Refused.Single().ShouldBe(new SettingRefusal("gate", "thresholds[0].minScore", "1.5", "0 to 1"));
    }

    [Fact]
    public void A_camera_that_does_not_exist_is_refused_with_those_that_do()
    {
        var desk = Open();

        desk.Apply(Wish(1, ("gait", new CameraSettings()), ("lane", new CameraSettings { Cadence = TimeSpan.FromSeconds(6) })));

        var refusal = desk.Reported.Refused.Single();
        (refusal.Camera, refusal.Value).ShouldBe(("gait", "gait"));
        refusal.Remedy.ShouldContain("gate, lane");
        desk.Current("lane").Cadence.ShouldBe(TimeSpan.FromSeconds(6));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public void Settings_that_are_no_newer_are_ignored(long revision)
    {
        var desk = Open();
        desk.Apply(Wish(3, ("gate", new CameraSettings { Cadence = TimeSpan.FromSeconds(4) })));
        var changes = 0;
        desk.Changed = () => changes++;

        desk.Apply(Wish(revision, ("gate", new CameraSettings { Cadence = TimeSpan.FromSeconds(9) }))).ShouldBeFalse();

        desk.Current("gate").Cadence.ShouldBe(TimeSpan.FromSeconds(4));
        changes.ShouldBe(0);
    }

    [Fact]
    public void A_restart_without_the_broker_keeps_the_last_good_settings_and_what_was_refused()
    {
        var desk = Open();
        desk.Apply(Wish(1, ("gate", new CameraSettings { Cadence = TimeSpan.FromSeconds(4) })));
        desk.Apply(Wish(2, ("gate", new CameraSettings { Cadence = TimeSpan.FromDays(2) }), ("lane", new CameraSettings { Cadence = TimeSpan.FromSeconds(6) })));

        var again = Open();

        (again.Current("gate").Cadence, again.Current("gate").Revision).ShouldBe((TimeSpan.FromSeconds(4), 1));
        (again.Current("lane").Cadence, again.Current("lane").Revision).ShouldBe((TimeSpan.FromSeconds(6), 2));
        (again.Reported.Received, again.Reported.Refused.Single().Key).ShouldBe((2, "cadence"));
        again.Apply(Wish(2, ("gate", new CameraSettings { Cadence = TimeSpan.FromSeconds(1) }))).ShouldBeFalse();
    }

    [Fact]
    public void A_damaged_memory_is_no_reason_to_stop()
    {
        System.IO.File.WriteAllText(_folder.File("settings.json"), "{ \"desired\": { \"rev");

        var desk = Open();

        desk.Current("gate").Cadence.ShouldBe(TimeSpan.FromSeconds(10));
        desk.Apply(Wish(1, ("gate", new CameraSettings { Cadence = TimeSpan.FromSeconds(4) }))).ShouldBeTrue();
        Open().Current("gate").Cadence.ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void The_same_instance_is_current_until_something_changes()
    {
        var desk = Open();
        var before = desk.Current("gate");
        desk.Current("gate").ShouldBeSameAs(before);
        desk.Apply(Wish(1));
        desk.Current("gate").ShouldNotBeSameAs(before);
    }

    [Fact]
    public void The_listener_hears_of_each_change_once()
    {
        var desk = Open();
        var changes = 0;
        desk.Changed = () => changes++;

        desk.Apply(Wish(1));
        desk.Apply(Wish(2, ("gate", new CameraSettings { Cadence = TimeSpan.Zero })));

        changes.ShouldBe(2);
    }

    private static DesiredSettings Wish(long revision, params (string Camera, CameraSettings Settings)[] cameras) =>
        new() { Revision = revision, Actor = "tester", Cameras = cameras.ToDictionary(one => one.Camera, one => one.Settings) };

    private static ZoneSettings Zone(string id, params RuleSettings[] rules) => new() { Id = id, Polygon = [[0.1f, 0.1f], [0.9f, 0.1f], [0.5f, 0.9f]], Rules = rules };

    private SettingsDesk Open() => SettingsDesk.Open(_folder.File("settings.json"), [File("gate"), File("lane")], _time, NullLogger<SettingsDesk>.Instance);

    private static CameraRuntimeSettings File(string id) => CameraRuntimeSettings.FromFile(
        new CameraOptions
        {
            Id = id,
            Url = "clip.mp4",
            Thresholds = [new ThresholdOptions { Class = "overflow", MinScore = 0.6f }],
            Zones =
            [
                new ZoneOptions
                {
                    Id = "bin",
                    Polygon = [[0, 0], [1, 0], [1, 1]],
                    Place = new PlaceOptions { Lon = 121.5, Lat = 31.2 },
                    Rules = [new RuleOptions { Rule = "state", Problem = Problems.BinOverflow, Classes = ["overflow"] }],
                },
            ],
        },
        Classes,
        TimeZoneInfo.Utc);
}

