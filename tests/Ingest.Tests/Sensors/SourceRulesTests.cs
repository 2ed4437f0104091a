using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Ingest.Tests.Sensors;

public sealed class SourceRulesTests : IDisposable
{
    private static readonly UplinkSourceOptions Mqtt = new() { Name = "s", Format = UplinkFormat.ChirpStack };
    private static readonly UplinkSourceOptions Http = Mqtt with { Kind = UplinkSourceKind.Http, Token = "0123456789abcdef" };
    private static readonly ModbusDeviceOptions Tank = new() { Device = "t", Host = "h", Registers = [new() { Quantity = "level" }] };
    private static readonly UplinkSourceOptions Modbus = Mqtt with { Kind = UplinkSourceKind.Modbus, Devices = [Tank] };
    private readonly SensorRig _rig = new();

    public static TheoryData<string, UplinkSourceOptions> Wrong => new()
    {
        { "topics", Mqtt with { Format = UplinkFormat.Plain } },
        { "topics", Mqtt with { Format = UplinkFormat.Plain, Topics = ["wells/+"] } },
        { "topics", Mqtt with { Format = UplinkFormat.MilesightNb } },
        { "topics[1]", Mqtt with { Topics = ["a/{device}", "a/{id}/b"] } },
        { "topics[0]", Mqtt with { Topics = ["a/b#"] } },
        { "topics[0]", Mqtt with { Topics = ["#/a"] } },
        { "topics[0]", Mqtt with { Topics = ["{device}/{device}"] } },
        { "topics[0]", Mqtt with { Topics = [""] } },
        { "plain.time", Mqtt with { Plain = new PlainOptions { Time = "a..b" } } },
        { "plain.fields", Mqtt with { Plain = new PlainOptions { Fields = "a[x]" } } },
        { "sharedGroup", Mqtt with { SharedGroup = "a/b" } },
        { "sharedGroup", Mqtt with { SharedGroup = "g", Format = UplinkFormat.Tts } },
        { "reconnectDelay", Mqtt with { ReconnectDelay = TimeSpan.Zero } },
        { "listen", Http with { Listen = "localhost:8090" } },
        { "listen", Http with { Listen = "http://sensors.example:8090" } },
        { "certificateFile", Http with { Listen = "https://0.0.0.0:8090" } },
        { "token", Http with { Token = null } },
        { "token", Http with { Token = "short" } },
        { "devices", Modbus with { Devices = [] } },
        { "devices[1].device", Modbus with { Devices = [Tank, Tank with { Device = "T" }] } },
        { "devices[0].registers[0].unit", Modbus with { Devices = [Tank with { Registers = [new() { Quantity = "level", Unit = "kg" }] }] } },
        { "devices[0].registers[0].quantity", Modbus with { Devices = [Tank with { Registers = [new() { Quantity = "colour" }] }] } },
        { "devices[0].registers[0].address", Modbus with { Devices = [Tank with { Registers = [new() { Quantity = "level", Address = 65535, Type = ModbusType.F32 }] }] } },
        { "pollInterval", Modbus with { PollInterval = TimeSpan.Zero } },
        { "timeout", Modbus with { Timeout = TimeSpan.Zero } },
        { "path", Mqtt with { Kind = UplinkSourceKind.File } },
    };

    public void Dispose() => _rig.Dispose();

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_mistake_is_named_by_its_key_with_a_remedy_and_the_source_is_not_opened(string key, UplinkSourceOptions options)
    {
        var problem = UplinkSources.Problems(options).ShouldHaveSingleItem();
        problem.Key.ShouldBe(key);
        problem.Remedy.Length.ShouldBeGreaterThan(10);
        Should.Throw<FormatException>(() => _rig.Open(options)).Message.ShouldContain(key);
    }

    [Fact]
    public void What_is_right_has_no_problem()
    {
        foreach (var options in new[] { Mqtt, Http, Modbus, Mqtt with { Format = UplinkFormat.Plain, Plain = new PlainOptions { Device = "id" }, Topics = ["wells/+"] } })
            UplinkSources.Problems(options).ShouldBeEmpty();
    }

    [Fact]
    public void Every_mistake_of_a_described_make_is_named()
    {
        var make = new SensorMakeOptions
        {
            Name = "m", Time = "a..b", TimeZone = "Mars/Base", History = "x[",
            Fields = [new() { Path = "a.b", Quantity = "level", Unit = "V" }, new() { Path = ".", Quantity = "colour" }],
        };
        UplinkSources.Problems(make).Select(problem => problem.Key).ShouldBe(["time", "history", "timeZone", "fields[0].unit", "fields[1].path", "fields[1].quantity"]);
        Should.Throw<FormatException>(() => _rig.Decoder(Mqtt, new SensorDevice("d", "m"), make));
    }

    [Fact]
    public void Options_show_no_secret_as_text() => $"{Http}".ShouldBe("s (http)");
}
