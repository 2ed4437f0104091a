using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Ingest.Tests.Sensors;

public sealed class ModbusUplinkSourceTests : UplinkSourceSuite
{
    private readonly ModbusTestDevice _device = new();

    public override Task InitializeAsync()
    {
        _device.Values[(1, 3, 0)] = 1250;
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await _device.DisposeAsync();
        await base.DisposeAsync();
    }

    private protected override UplinkSourceOptions Options => OptionsOf(Tank(1, Level));

    private static ModbusRegisterOptions Level => new() { Quantity = "level", Unit = "mm" };

    private protected override Task SendAsync(Listening listening, int count) => Task.CompletedTask;

    [Theory]
    [InlineData(ModbusTable.Holding, 3, ModbusType.U16, ModbusWordOrder.High, new[] { 65535 }, 65535)]
    [InlineData(ModbusTable.Holding, 3, ModbusType.S16, ModbusWordOrder.High, new[] { 65535 }, -1)]
    [InlineData(ModbusTable.Input, 4, ModbusType.U32, ModbusWordOrder.High, new[] { 1, 2 }, 65538)]
    [InlineData(ModbusTable.Input, 4, ModbusType.U32, ModbusWordOrder.Low, new[] { 2, 1 }, 65538)]
    [InlineData(ModbusTable.Input, 4, ModbusType.S32, ModbusWordOrder.High, new[] { 65535, 65534 }, -2)]
    [InlineData(ModbusTable.Holding, 3, ModbusType.F32, ModbusWordOrder.High, new[] { 0x4148, 0x0000 }, 12.5)]
    [InlineData(ModbusTable.Holding, 3, ModbusType.F32, ModbusWordOrder.Low, new[] { 0x0000, 0xC148 }, -12.5)]
    public async Task A_register_is_read_by_its_type(ModbusTable table, int function, ModbusType type, ModbusWordOrder order, int[] words, double value)
    {
        foreach (var (word, index) in words.Select((word, index) => (word, index)))
            _device.Values[(7, function, 100 + index)] = (ushort)word;
        var reading = await ReadAsync(OptionsOf(Tank(7, new ModbusRegisterOptions { Quantity = "level", Table = table, Address = 100, Type = type, WordOrder = order })));
        reading.ShouldHaveSingleItem().Value.ShouldBe(value);
    }

    [Theory]
    [InlineData(ModbusTable.Coil, 1)]
    [InlineData(ModbusTable.Discrete, 2)]
    public async Task A_bit_is_read(ModbusTable table, int function)
    {
        _device.Values[(1, function, 5)] = 1;
        _device.Values[(1, function, 6)] = 0;
        var readings = await ReadAsync(OptionsOf(Tank(1, new() { Quantity = "open", Table = table, Address = 5 }, new() { Quantity = "wet", Table = table, Address = 6 })));
        readings.Select(reading => (reading.Quantity, reading.Value)).ShouldBe([(Quantity.Open, 1), (Quantity.Wet, 0)]);
    }

    [Fact]
    public async Task Scale_offset_unit_and_sentinel_make_the_reading()
    {
        _device.Values[(1, 3, 1)] = 250;
        _device.Values[(1, 3, 2)] = 0xFFFF;
        var readings = await ReadAsync(OptionsOf(Tank(1, Level, new() { Quantity = "temperature", Address = 1, Scale = 0.1, Offset = -20, Unit = "C" },
            new() { Quantity = "distance", Address = 2, Sentinels = [65535] })));
        readings.Select(reading => (reading.Quantity, Math.Round(reading.Value, 9), reading.Quality)).ShouldBe(
            [(Quantity.Level, 1.25, ReadingQuality.Good), (Quantity.Temperature, 5, ReadingQuality.Good), (Quantity.Distance, double.NaN, ReadingQuality.Bad)]);
    }

    [Fact]
    public async Task A_register_that_the_device_does_not_have_is_a_bad_reading_and_said_in_words()
    {
        await using var listening = new Listening(Rig.Open(OptionsOf(Tank(1, Level, new() { Quantity = "temperature", Address = 9 }))));
        await listening.CameAsync(1);
        Decode(listening.Uplinks[0]).Select(reading => reading.Quality).ShouldBe([ReadingQuality.Good, ReadingQuality.Bad]);
        listening.Status.LastError!.ShouldContain("unit 1, temperature (holding 9): exception 2, illegal data address");
        listening.Status.Live.ShouldBeTrue();
    }

    [Fact]
    public async Task A_unit_that_is_gone_behind_its_gateway_is_silent_and_hurts_no_other()
    {
        _device.Gone[2] = true;
        await using var listening = new Listening(Rig.Open(OptionsOf(Tank(2, Level), Tank(1, Level))));
        await listening.CameAsync(3);
        listening.Uplinks.ShouldAllBe(uplink => uplink.Address.EndsWith("unit 1", StringComparison.Ordinal));
        listening.Status.LastError!.ShouldContain("exception 11");
        _device.Connections.ShouldBe(1, "the connection stays");
    }

    [Fact]
    public async Task A_device_that_does_not_answer_is_connected_to_again()
    {
        _device.Silent[1] = true;
        await using var listening = new Listening(Rig.Open(Options with { Timeout = TimeSpan.FromMilliseconds(200) }));
        await Eventually.TrueAsync(() => _device.Connections >= 2, "connected again");
        listening.Status.Live.ShouldBeFalse();
        listening.Status.LastError!.ShouldContain("no answer within 0.2 s");
        _device.Silent.Clear();
        await listening.CameAsync(1);
        listening.Status.Live.ShouldBeTrue();
        Rig.Counted("edgewatch.ingest.modbus.polls tanks lost").ShouldBeGreaterThan(0);
        Rig.Counted("edgewatch.ingest.modbus.polls tanks answered").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_host_that_is_away_holds_up_no_other()
    {
        var away = Tank(1, Level) with { Device = "away", Port = 1 };
        await using var listening = new Listening(Rig.Open(OptionsOf(away, Tank(1, Level))));
        await listening.CameAsync(3);
        await Eventually.TrueAsync(() => listening.Status.LastError?.Contains("127.0.0.1:1:", StringComparison.Ordinal) == true, "said");
        listening.Status.Live.ShouldBeTrue();
    }

    public static TheoryData<string, Func<byte[], byte[]>> Nonsense => new()
    {
        { "another question's", answer => [(byte)(answer[0] + 1), .. answer[1..]] },
        { "no Modbus", answer => "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray() },
        { "another unit's", answer => [.. answer[..6], 99, .. answer[7..]] },
        { "too long", answer => [.. answer[..4], 0xFF, 0xFF, .. answer[6..]] },
        { "too short", answer => [.. answer[..4], 0, 1, .. answer[6..]] },
        { "another count", answer => [.. answer[..8], 4, .. answer[9..]] },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task An_answer_that_does_not_fit_is_never_a_reading(string what, Func<byte[], byte[]> garble)
    {
        _device.Garble = garble;
        await using var listening = new Listening(Rig.Open(Options));
        await Eventually.TrueAsync(() => _device.Connections >= 2, $"{what}: connected again");
        listening.Uplinks.ShouldBeEmpty();
        _device.Garble = answer => answer;
        await listening.CameAsync(1);
        Decode(listening.Uplinks[0]).ShouldHaveSingleItem().Value.ShouldBe(1.25);
    }

    private UplinkSourceOptions OptionsOf(params ModbusDeviceOptions[] devices) => new()
    {
        Name = "tanks", Kind = UplinkSourceKind.Modbus, Devices = devices, PollInterval = TimeSpan.FromMilliseconds(100), Timeout = TimeSpan.FromSeconds(5),
        ReconnectDelay = TimeSpan.FromMilliseconds(20), ReconnectLimit = TimeSpan.FromMilliseconds(100),
    };

    private ModbusDeviceOptions Tank(int unit, params ModbusRegisterOptions[] registers) =>
        new() { Device = $"tank-{unit}", Host = "127.0.0.1", Port = _device.Port, Unit = unit, Registers = registers };

    private async Task<IReadOnlyList<SensorReading>> ReadAsync(UplinkSourceOptions options)
    {
        await using var listening = new Listening(Rig.Open(options));
        await listening.CameAsync(1);
        return Decode(listening.Uplinks[0]);
    }

    private IReadOnlyList<SensorReading> Decode(Uplink uplink)
    {
        var unit = uplink.Address[(uplink.Address.LastIndexOf(' ') + 1)..];
        var decoded = Rig.Decoder(Options, new SensorDevice($"tank-{unit}", "edgewatch")).Decode(uplink);
        decoded.Outcome.ShouldBe(UplinkOutcome.Decoded, decoded.Refusal);
        return decoded.Readings;
    }
}
