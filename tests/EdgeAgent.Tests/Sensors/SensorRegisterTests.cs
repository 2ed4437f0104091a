using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.Ingest.Sensors;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Sensors;

public sealed class SensorRegisterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static AgentOptions Agent => new()
    {
        Id = "a",
        SensorSources = [new UplinkSourceOptions { Name = "lora" }],
        SensorProfiles = [new SensorProfileOptions { Id = "cover", Make = "manhole-json", Interval = TimeSpan.FromHours(6), Rules = [new ReadingRuleOptions { Rule = "tilt" }] }],
    };

    [Fact]
    public void A_row_becomes_a_sensor_with_what_its_profile_gives()
    {
        var sensor = Read("\uFEFFid,Device,profile,name,lon,lat,component,height,intervalHours\r\ncover-17,24E124713B000001,cover,\"Cover 17, \"\"east\"\"\ngate\",118.61,24.89,3205820102048188,1.3,2\r\n\r\n").ShouldHaveSingleItem();
        sensor.Name.ShouldBe("Cover 17, \"east\"\ngate");
        var settings = SensorCheck.All(Agent, [sensor]).ShouldHaveSingleItem();

        settings.Error.ShouldBeNull();
        settings.Device.ShouldBe("24e124713b000001");
        settings.Source.ShouldBe("lora");
        settings.Make.ShouldBe("manhole-json");
        settings.Interval.ShouldBe(TimeSpan.FromHours(2));
        settings.SilentAfter.ShouldBe(TimeSpan.FromHours(6));
        settings.Place.ShouldBe(new Place(118.61, 24.89, CoordinateSystems.Wgs84, 5, "register"));
        settings.Mounting.ShouldBe(new Mounting(1.3, 1.3));
        settings.Rules.ShouldHaveSingleItem().Rule.ShouldBe("tilt");
    }

    [Fact]
    public void A_row_with_a_mistake_is_set_aside_with_it_and_the_others_run()
    {
        var sensors = SensorCheck.All(Agent, Read("id,device,profile,lon,lat\na,1,cover,118,24\nB!,2,cover,,\nc,3,cover,far,24\nd,4,lids,,\ne,1,cover,,\na,6,cover,,\ng,7\nh,8,cover,,\n"));

        sensors.Where(sensor => sensor.Error is null).Select(sensor => sensor.Id).ShouldBe(["a", "h"]);
        sensors.Select(sensor => sensor.Id).ShouldBe(["a", "sensor-2", "c", "d", "e", "a.6", "g", "h"]);
        sensors[1].Error!.ShouldContain("line 3: id = B!: write a short id");
        sensors[2].Error!.ShouldContain("lon = far: write a number from -180 to 180");
        sensors[3].Error!.ShouldContain("profile = lids: no such profile; write one of cover");
        sensors[4].Error.ShouldBe("device = 1: sensor a of the same source has it already; give each its own");
        sensors[5].Error!.ShouldContain("another sensor has it already");
        sensors[6].Error!.ShouldContain("2 fields where the first line has 5");
    }

    [Theory]
    [InlineData("", "is empty; its first line names the columns")]
    [InlineData("id,profile\n", "the column 'device' is missing")]
    [InlineData("id,device,colour\n", "there is no column 'colour'; known are id, device")]
    public void What_is_no_register_is_refused_in_words(string text, string words) =>
        Should.Throw<InvalidDataException>(() => Read(text)).Message.ShouldContain(words);

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<SensorOptions> Read(string text)
    {
        File.WriteAllText(_folder.File("sensors.csv"), text);
        return SensorRegister.Read(_folder.File("sensors.csv"));
    }
}
