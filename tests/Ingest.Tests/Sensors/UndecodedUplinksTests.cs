using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Ingest.Tests.Sensors;

public sealed class UndecodedUplinksTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SensorRig _rig = new();

    public void Dispose()
    {
        _rig.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_kept_can_be_replayed_once_its_make_is_known()
    {
        var odd = "{ \"tilt\" : 3,\n \"name\": \"井盖\" }";
        using (var kept = Open())
        {
            kept.Keep(SensorRig.Message(odd), "the make 'acme' is not known");
            kept.Keep(SensorRig.Message([0xFF, 0x00, 0x0A]), "it is no JSON");
            kept.Keep(SensorRig.Message("\"text\""), "no object");
            kept.Count.ShouldBe(3);
        }

        var file = Directory.EnumerateFiles(_folder.FullPath).ShouldHaveSingleItem();
        File.ReadAllLines(file)[0].ShouldContain("\"reason\":\"the make 'acme' is not known\"");
        var uplinks = new List<Uplink>();
        await using var source = _rig.Open(new UplinkSourceOptions { Name = "src", Kind = UplinkSourceKind.File, Path = file });
        await foreach (var uplink in source.ReadAsync(CancellationToken.None))
            uplinks.Add(uplink);
        uplinks.Count.ShouldBe(3);
        uplinks.ShouldAllBe(uplink => uplink.Address == "d" && uplink.ReceivedAt == SensorRig.Message("").ReceivedAt);
        uplinks[1].Payload.ToArray().ShouldBe([0xFF, 0x00, 0x0A]);
        uplinks[2].Payload.ToArray().ShouldBe("\"text\""u8.ToArray());
        var decoder = _rig.Decoder(new UplinkSourceOptions { Name = "src", Topics = ["{device}"] }, new SensorDevice("d", "manhole-json"));
        decoder.Decode(uplinks[0]).Readings.ShouldHaveSingleItem().Value.ShouldBe(3);
    }

    [Fact]
    public void The_newest_are_kept_within_the_budget_also_over_restarts()
    {
        const int Budget = 64 * 1024;
        for (var run = 0; run < 3; run++)
        {
            using var kept = Open(Budget);
            for (var i = 0; i < 500; i++)
                kept.Keep(SensorRig.Message($$"""{"run":{{run}},"n":{{i}}}"""), "because");
        }

        var files = Directory.EnumerateFiles(_folder.FullPath).Order(StringComparer.Ordinal).ToArray();
        files.Sum(file => new FileInfo(file).Length).ShouldBeLessThanOrEqualTo(Budget);
        File.ReadAllLines(files[^1])[^1].ShouldContain("\"run\":2,\"n\":499");
        files.SelectMany(File.ReadAllLines).Count().ShouldBeGreaterThan(100);
        _rig.Counted("edgewatch.ingest.undecoded src kept").ShouldBe(1500);
        _rig.Counted("edgewatch.ingest.undecoded.forgotten").ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_disk_that_fails_costs_the_copy_and_is_counted_and_said_once()
    {
        // A file where the folder should be.
        var blocked = _folder.File("blocked");
        File.WriteAllText(blocked, "");
        using var kept = new UndecodedUplinks(blocked, 1024, _rig.Metrics, _rig);
        kept.Keep(SensorRig.Message("{}"), "because");
        kept.Keep(SensorRig.Message("{}"), "because");
        kept.Count.ShouldBe(2);
        _rig.Counted("edgewatch.ingest.undecoded src failed").ShouldBe(2);
        _rig.Lines.Count(line => line.StartsWith("1127", StringComparison.Ordinal)).ShouldBe(1);
    }

    private UndecodedUplinks Open(long budget = 1024 * 1024) => new(_folder.FullPath, budget, _rig.Metrics, _rig);
}
