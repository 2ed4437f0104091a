using System.Security.Cryptography;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Tests.Evidence;

/// <summary>What every evidence store must do.</summary>
public abstract class EvidenceStoreSuite
{
    private protected abstract IEvidenceStore Store { get; }

    private protected abstract void Advance(TimeSpan by);

    private protected abstract DateTimeOffset Now { get; }

    [Fact]
    public async Task A_picture_is_found_by_its_hash_until_it_is_deleted()
    {
        var (one, two) = (CandidateFactory.Picture(1), CandidateFactory.Picture(2, 300_000));
        Store.Keep(HashOf(one), one);
        Store.Keep(HashOf(two), two);
        Store.Keep(HashOf(one), one);
        (await ReadAsync(one)).ShouldBe(one);
        (await ReadAsync(two)).ShouldBe(two);
        Store.Delete(HashOf(one));
        Store.Delete(HashOf(one));
        (await ReadAsync(one)).ShouldBeNull();
        (await ReadAsync(two)).ShouldBe(two);
    }

    [Fact]
    public void Those_that_have_lain_long_enough_are_listed_with_their_size()
    {
        var old = Enumerable.Range(0, 5).Select(number => CandidateFactory.Picture(number, 1000 + number)).ToList();
        foreach (var picture in old)
            Store.Keep(HashOf(picture), picture);
        Advance(TimeSpan.FromHours(2));
        var late = CandidateFactory.Picture(9);
        Store.Keep(HashOf(late), late);
        Store.OlderThan(Now - TimeSpan.FromHours(1)).OrderBy(file => file.Bytes).ShouldBe(old.Select(picture => new StoredFile(HashOf(picture), picture.Length)));
    }

    internal static string HashOf(byte[] picture) => Convert.ToHexStringLower(SHA256.HashData(picture));

    private protected async Task<byte[]?> ReadAsync(byte[] picture)
    {
        await using var stream = await Store.OpenAsync(HashOf(picture), CancellationToken.None);
        if (stream is null)
            return null;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}

public sealed class FolderEvidenceTests : EvidenceStoreSuite, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FolderEvidence _store;

    public FolderEvidenceTests() => _store = new FolderEvidence(_folder.File("evidence"));

    private protected override IEvidenceStore Store => _store;

    private protected override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public void Dispose() => _folder.Dispose();

    private protected override void Advance(TimeSpan by)
    {
        foreach (var file in new DirectoryInfo(_folder.FullPath).EnumerateFiles("*.jpg", SearchOption.AllDirectories))
            file.LastWriteTimeUtc -= by;
    }
}

public sealed class S3EvidenceTests : EvidenceStoreSuite, IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private S3Server _server = null!;
    private S3Evidence _store = null!;

    private protected override IEvidenceStore Store => _store;

    private protected override DateTimeOffset Now => _time.GetUtcNow();

    public async Task InitializeAsync()
    {
        _server = await S3Server.StartAsync(_time);
        _store = new S3Evidence(Options, _time);
    }

    private S3Options Options => new()
    {
        Endpoint = _server.Endpoint, Bucket = S3Server.Bucket, AccessKey = S3Server.Credentials.AccessKey, SecretKey = S3Server.Credentials.SecretKey, Region = S3Server.Credentials.Region,
    };

    public async Task DisposeAsync()
    {
        _store.Dispose();
        await _server.DisposeAsync();
    }

    private protected override void Advance(TimeSpan by) => _time.Advance(by);

    [Fact]
    public void Names_are_the_prefix_and_the_hash()
    {
        var picture = CandidateFactory.Picture();
        Store.Keep(HashOf(picture), picture);
        _server.Keys.ShouldBe([$"evidence/{HashOf(picture)[..2]}/{HashOf(picture)}.jpg"]);
    }

    [Fact]
    public void A_wrong_secret_and_a_clock_that_is_off_are_named_with_their_remedy()
    {
        using var stranger = new S3Evidence(Options with { SecretKey = "guessed" }, _time);
        var picture = CandidateFactory.Picture();
        Should.Throw<StoreAwayException>(() => stranger.Keep(HashOf(picture), picture)).Message.ShouldContain("it answered 403");
        using var late = new S3Evidence(Options, new ManualTime(_time.GetUtcNow().AddMinutes(20)));
        Should.Throw<StoreAwayException>(() => late.Keep(HashOf(picture), picture)).Message.ShouldContain("this machine's clock");
        using var lost = new S3Evidence(Options with { Bucket = "nowhere" }, _time);
        Should.Throw<StoreAwayException>(() => lost.Keep(HashOf(picture), picture)).Message.ShouldContain("endpoint, bucket and pathStyle");
        _server.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_bucket_is_away_no_picture_is_acknowledged_and_then_each_is_once()
    {
        using var intake = new TestIntake(evidence: _store);
        var picture = CandidateFactory.Picture();
        var candidate = new CandidateFactory().Opened(picture: picture);
        await intake.TakeAsync(candidate);
        foreach (var status in new[] { 503, 507 })
        {
            _server.Broken = status;
            await Should.ThrowAsync<StoreAwayException>(() => intake.TakePictureAsync(candidate.Data.Evidence!, picture));
        }

        intake.Mqtt.Committed.ShouldBe([candidate.Id]);
        _server.Broken = null;
        await intake.TakePictureAsync(candidate.Data.Evidence!, picture);
        intake.Mqtt.Committed.ShouldBe([candidate.Id, candidate.Data.Evidence!.Id]);
        (await ReadAsync(picture)).ShouldBe(picture);
    }
}
