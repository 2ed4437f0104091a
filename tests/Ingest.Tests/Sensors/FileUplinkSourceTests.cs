using System.IO.Compression;
using System.Text;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Ingest.Tests.Sensors;

public sealed class FileUplinkSourceTests : UplinkSourceSuite
{
    private const string Line = """{"receivedAt":"2026-03-02T08:00:00Z","address":"wells/w-1","payload":{"tilt":3}}""";
    private readonly TempFolder _folder = new();

    public override Task InitializeAsync() => File.WriteAllLinesAsync(_folder.File("up.jsonl"), Enumerable.Repeat(Line, 5));

    public override Task DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }

    private protected override UplinkSourceOptions Options => new() { Name = "replay", Kind = UplinkSourceKind.File, Path = _folder.File("up.jsonl") };

    private protected override Task SendAsync(Listening listening, int count) => Task.CompletedTask;

    [Fact]
    public async Task A_line_keeps_its_recorded_time_address_and_payload()
    {
        var uplink = (await ReadAsync(Line)).ShouldHaveSingleItem();
        uplink.ReceivedAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        uplink.Address.ShouldBe("wells/w-1");
        Encoding.UTF8.GetString(uplink.Payload.Span).ShouldBe("""{"tilt":3}""");
    }

    [Fact]
    public async Task A_payload_of_bytes_stands_in_base64() =>
        (await ReadAsync("""{"receivedAt":1772438400,"address":"a","payload":"AgAB"}""")).ShouldHaveSingleItem().Payload.ToArray().ShouldBe([2, 0, 1]);

    [Fact]
    public async Task A_payload_that_is_a_bare_number_is_kept_as_it_was() =>
        (await ReadAsync("""{"receivedAt":1772438400,"address":"a","payload":22.40}""")).ShouldHaveSingleItem().Payload.ToArray().ShouldBe("22.40"u8.ToArray());

    [Theory]
    [InlineData("2026-03-02T16:00:00.000000Z+0800")]
    [InlineData("2026-03-02T16:00:00.000000+0800")]
    [InlineData("2026-03-02T08:00:00.000000Z")]
    public async Task What_mosquitto_sub_writes_is_read(string time)
    {
        var line = $$$"""{"tst":"{{{time}}}","topic":"wells/w-1","qos":1,"retain":0,"payloadlen":10,"payload":{"tilt":3}}""";
        var uplink = (await ReadAsync(line)).ShouldHaveSingleItem();
        uplink.ReceivedAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        uplink.Address.ShouldBe("wells/w-1");
    }

    [Theory]
    [InlineData("{ no JSON")]
    [InlineData("[]")]
    [InlineData("""{"address":"a","payload":{}}""")]
    [InlineData("""{"receivedAt":"2026-03-02T08:00:00Z","address":"a","payload":"%%%"}""")]
    [InlineData("""{"receivedAt":"2026-03-02T08:00:00Z","address":"a"}""")]
    public async Task A_line_that_is_no_uplink_is_handed_on_to_be_refused_and_counted(string line)
    {
        var uplinks = await ReadAsync(Line, line, "", Line);
        uplinks.Count.ShouldBe(3);
        uplinks[1].Address.ShouldEndWith("own.jsonl:2");
        uplinks[1].ReceivedAt.ShouldBe(uplinks[0].ReceivedAt);
        var decoder = Rig.Decoder(new UplinkSourceOptions { Name = "replay", Topics = ["wells/{device}"] }, new SensorDevice("w-1", "manhole-json"));
        uplinks.Select(uplink => decoder.Decode(uplink).Outcome).ShouldBe([UplinkOutcome.Decoded, UplinkOutcome.Refused, UplinkOutcome.Decoded]);
    }

    [Fact]
    public async Task A_packed_file_is_unpacked_while_it_is_read()
    {
        await WritePackedAsync(100);
        (await ReadFileAsync("up.jsonl.gz")).Count.ShouldBe(100);
    }

    [Fact]
    public async Task A_packed_file_that_breaks_off_gives_what_it_has_and_says_so()
    {
        await WritePackedAsync(20_000);
        var bytes = await File.ReadAllBytesAsync(_folder.File("up.jsonl.gz"));
        await File.WriteAllBytesAsync(_folder.File("half.jsonl.gz"), bytes[..(bytes.Length / 2)]);
        var source = Rig.Open(Options with { Path = _folder.File("half.jsonl.gz") });
        var uplinks = await ReadAsync(source);
        uplinks.Count.ShouldBeInRange(1, 19_999);
        await source.DisposeAsync();
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_in_the_status()
    {
        await using var source = Rig.Open(Options with { Path = _folder.File("none.jsonl") });
        (await ReadAsync(source)).ShouldBeEmpty();
        source.Status.LastError!.ShouldContain("none.jsonl");
    }

    [Fact]
    public async Task A_file_at_its_end_is_not_live_and_has_no_error()
    {
        await using var source = Rig.Open(Options);
        (await ReadAsync(source)).Count.ShouldBe(5);
        (source.Status.Live, source.Status.LastError).ShouldBe((false, null));
    }

    [Fact]
    public async Task A_file_is_played_at_its_speed()
    {
        await File.WriteAllLinesAsync(_folder.File("slow.jsonl"), Enumerable.Range(0, 4).Select(i => $$$"""{"receivedAt":{{{1772438400 + 100 * i}}},"address":"a","payload":{}}"""));
        var time = new ManualTime();
        await using var listening = new Listening(Rig.Open(Options with { Path = _folder.File("slow.jsonl"), Speed = 100 }, time));
        await listening.CameAsync(1);
        var started = time.GetUtcNow();
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
                return listening.Uplinks.Count == 4;
            },
            "all four");
        (time.GetUtcNow() - started).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2.9));
    }

    private async Task WritePackedAsync(int lines)
    {
        await using var file = new GZipStream(File.Create(_folder.File("up.jsonl.gz")), CompressionLevel.Fastest);
        var random = new Random(1);
        for (var i = 0; i < lines; i++)
            await file.WriteAsync(Encoding.UTF8.GetBytes(Line.Replace("3}", $"{random.NextDouble()}}}", StringComparison.Ordinal) + "\n"));
    }

    private async Task<List<Uplink>> ReadAsync(params string[] lines)
    {
        await File.WriteAllLinesAsync(_folder.File("own.jsonl"), lines);
        return await ReadFileAsync("own.jsonl");
    }

    private async Task<List<Uplink>> ReadFileAsync(string file)
    {
        await using var source = Rig.Open(Options with { Path = _folder.File(file) });
        return await ReadAsync(source);
    }

    private static async Task<List<Uplink>> ReadAsync(IUplinkSource source)
    {
        var uplinks = new List<Uplink>();
        await foreach (var uplink in source.ReadAsync(CancellationToken.None))
            uplinks.Add(uplink);
        return uplinks;
    }
}
