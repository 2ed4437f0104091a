using System.Net;
using System.Text.Json;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Tests.Store;
using Microsoft.AspNetCore.Builder;

namespace EdgeWatch.CaseBridge.Tests.Evidence;

/// <summary>Whether it is known that pictures cannot be kept, before one waits.</summary>
public sealed class EvidenceHealthTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Health_says_that_the_evidence_store_is_full_or_broken_and_when_it_serves_again()
    {
        await using var server = await S3Server.StartAsync(_time);
        var bucket = new S3Options
        {
            Endpoint = server.Endpoint, Bucket = S3Server.Bucket, AccessKey = S3Server.Credentials.AccessKey, SecretKey = S3Server.Credentials.SecretKey, Region = S3Server.Credentials.Region,
        };
        var options = new BridgeOptions { Listen = "http://127.0.0.1:0", Data = _folder.File("data"), Evidence = new EvidenceOptions { Store = KnownEvidenceStores.S3, S3 = bucket } };
        await using var mqtt = new RecordingMqtt();
        await using var app = BridgeHost.Build(options, _ => mqtt, _time);
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        await ShouldSayAsync(null);
        server.Broken = 507;
        var full = await ShouldSayAsync("full");
        full.GetProperty("evidence").GetString()!.ShouldContain("it answered 507");
        full.GetProperty("store").GetString().ShouldBe("ok");
        var since = full.GetProperty("evidenceAwaySince").GetDateTimeOffset();
        server.Broken = 503;
        (await ShouldSayAsync("failing")).GetProperty("evidenceAwaySince").GetDateTimeOffset().ShouldBe(since, "it is one outage");
        (await http.GetStringAsync("/metrics")).ShouldContain("edgewatch_bridge_evidence_away 1");
        server.Broken = null;
        await ShouldSayAsync(null);
        server.Keys.ShouldBeEmpty("what was written to try it is gone");

        async Task<JsonElement> ShouldSayAsync(string? fault)
        {
            var said = default(JsonElement);
            await Eventually.TrueAsync(
                async () =>
                {
                    _time.Advance(TimeSpan.FromSeconds(5));
                    using var answer = await http.GetAsync("/health");
                    said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
                    answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
                    return said.TryGetProperty("evidenceFault", out var kind) ? kind.GetString() == fault : fault is null;
                },
                $"the evidence store is {fault ?? "well"}");
            return said;
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_with_its_fault()
    {
        var folder = _folder.File("evidence");
        using var evidence = new WatchedEvidence(new FolderEvidence(folder), _time);
        evidence.TryWriting();
        evidence.Fault.ShouldBeNull();
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();

        // A file in the way of the folder, since who runs as root may write everywhere.
        Directory.Delete(folder, recursive: true);
        File.WriteAllText(folder, "in the way");
        var picture = CandidateFactory.Picture();
        Should.Throw<StoreAwayException>(() => evidence.Keep(EvidenceStoreSuite.HashOf(picture), picture));
        evidence.Fault.ShouldNotBeNull().Words.ShouldContain(folder);
        File.Delete(folder);
        evidence.TryWriting();
        evidence.Fault.ShouldBeNull();
    }

    [SmallDiskFact]
    public void A_disk_without_room_is_called_full_until_there_is_some()
    {
        using var disk = new SmallDisk(4);
        using var evidence = new WatchedEvidence(new FolderEvidence(Path.Combine(disk.FullPath, "evidence")), _time);
        evidence.TryWriting();
        evidence.Fault.ShouldBeNull();
        var ballast = Path.Combine(disk.FullPath, "ballast");
        Should.Throw<IOException>(() => File.WriteAllBytes(ballast, new byte[5 * 1024 * 1024]));
        evidence.TryWriting();
        evidence.Fault.ShouldNotBeNull().Kind.ShouldBe(StoreFaultKind.Full);
        File.Delete(ballast);
        evidence.TryWriting();
        evidence.Fault.ShouldBeNull();
    }
}
