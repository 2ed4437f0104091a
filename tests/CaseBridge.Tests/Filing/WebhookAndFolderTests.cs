using System.Text;
using System.Text.Json;
using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.CaseBridge.Filing.Folder;
using EdgeWatch.CaseBridge.Filing.Webhook;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Tests.Filing;

public sealed class WebhookAndFolderTests
{
    private const string Secret = "a secret of 20 chars";

    [Fact]
    public async Task A_webhook_gets_signed_JSON_with_a_key_and_its_answer_names_the_reference()
    {
        await using var platform = await ScriptedPlatform.StartAsync((200, """{ "reference": "晋[2026]17" }"""));
        using var filings = new TestFilings(null, TestFilings.Default with { Url = $"{platform.Url}/in", Secret = Secret });
        var id = await filings.FileAsync(picture: CandidateFactory.Picture(3));
        await TestFilings.DrainAsync(filings.Lane());

        var seen = platform.Seen.ShouldHaveSingleItem();
        seen.Headers["Idempotency-Key"].ShouldBe($"{filings.Filings[0].Id}");
        WebhookSignature.Flaw(Secret, seen.Headers[WebhookSignature.Header], Encoding.UTF8.GetBytes(seen.Body), filings.Time.GetUtcNow()).ShouldBeNull();
        var body = JsonDocument.Parse(seen.Body).RootElement;
        (body.GetProperty("kind").GetString(), body.GetProperty("actor").GetString(), body.GetProperty("case").GetProperty("id").GetString()).ShouldBe(("file", "li", id));
        var picture = body.GetProperty("case").GetProperty("pictures")[0];
        (picture.GetProperty("bytes").GetInt64(), picture.GetProperty("sha256").GetString()!.Length).ShouldBe((2000, 64));
        filings.Case(id).References.ShouldHaveSingleItem().Reference.ShouldBe("晋[2026]17");
    }

    [Fact]
    public void A_signature_fails_for_another_body_another_secret_another_time_and_no_signature()
    {
        var (now, body) = (new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), "{}"u8.ToArray());
        var signature = WebhookSignature.Sign(Secret, body, now);
        WebhookSignature.Flaw(Secret, signature, body, now.AddMinutes(4)).ShouldBeNull();
        WebhookSignature.Flaw(Secret, signature, "{ }"u8, now).ShouldNotBeNull().ShouldContain("does not fit");
        WebhookSignature.Flaw("another secret, as long", signature, body, now).ShouldNotBeNull().ShouldContain("does not fit");
        WebhookSignature.Flaw(Secret, signature, body, now.AddMinutes(6)).ShouldNotBeNull().ShouldContain("recorded");
        WebhookSignature.Flaw(Secret, signature.Replace("t=1", "t=2", StringComparison.Ordinal), body, now).ShouldNotBeNull();
        WebhookSignature.Flaw(Secret, null, body, now).ShouldNotBeNull().ShouldContain("no time");
        WebhookSignature.Flaw(Secret, "t=,v1=", body, now).ShouldNotBeNull();
        // RFC 2104 by another hand: printf '1772438400.{}' | openssl dgst -sha256 -hmac 'a secret of 20 chars'
        signature.ShouldBe("t=1772438400,v1=ed4e94db33d7a341802a23f525e1ba358fb7e45447e2508d2e91c3e448ec51d7");
    }

    [Fact]
    public async Task A_webhook_that_answers_with_a_conflict_is_tried_again_as_the_same_key_may_be_under_way_there()
    {
        await using var platform = await ScriptedPlatform.StartAsync((409, "in progress"), (200, "ok"));
        using var filings = new TestFilings(null, TestFilings.Default with { Url = platform.Url, Secret = Secret });
        await filings.FileAsync();
        var lane = filings.Lane();
        await TestFilings.DrainAsync(lane);
        filings.Time.Advance(TimeSpan.FromMinutes(1));
        await TestFilings.DrainAsync(lane);
        (filings.Filings[0].State, filings.Filings[0].Reference, filings.Filings[0].Attempts).ShouldBe((FilingStates.Sent, null, 2));
        platform.Seen.Select(seen => seen.Body).Distinct().ShouldHaveSingleItem();
        platform.Seen.Select(seen => seen.Headers["X-EdgeWatch-Attempt"]).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task A_folder_gets_each_filing_whole_with_its_pictures_and_once()
    {
        using var folder = new TempFolder();
        using var filings = new TestFilings(null, new FilerOptions { Name = "folder", Kind = "folder", Folder = folder.File("out") });
        var picture = CandidateFactory.Picture(5);
        var id = await filings.FileAsync(picture: picture);
        var lane = filings.Lane();
        await TestFilings.DrainAsync(lane);
        filings.Intake.Store.Write(transaction => transaction.Change(id, new CaseChange { Kind = ChangeKinds.Void, Actor = "zhao", Reason = "the wrong street" }, filings.Time.GetUtcNow()));
        await TestFilings.DrainAsync(lane);

        var written = filings.Filings.Select(filing => Path.Combine(folder.File("out"), $"{filing.Id}")).ToList();
        Directory.EnumerateFileSystemEntries(folder.File("out")).ShouldBe(written, ignoreOrder: true);
        (await File.ReadAllBytesAsync(Path.Combine(written[0], "1.jpg"))).ShouldBe(picture);
        var documents = written.Select(path => FilingDocument.OfJson(File.ReadAllText(Path.Combine(path, FolderFiler.CaseFile)))).ToList();
        documents.Select(document => (document.Kind, document.Case.Id.ToString(), document.Reason)).ShouldBe([("file", id, null), ("void", id, "the wrong street")]);
        documents[0].Case.Pictures.ShouldHaveSingleItem().File.ShouldBe("1.jpg");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_tried_again_and_what_was_left_half_written_is_cleared_away()
    {
        using var folder = new TempFolder();
        using var filings = new TestFilings(null, new FilerOptions { Name = "folder", Kind = "folder", Folder = folder.File("out"), RetryDelay = TimeSpan.FromSeconds(1) });
        await File.WriteAllTextAsync(folder.File("out"), "in the way");
        await filings.FileAsync();
        var lane = filings.Lane();
        await TestFilings.DrainAsync(lane);
        filings.Filings[0].Answer.ShouldNotBeNull().ShouldContain("cannot be written");
        File.Delete(folder.File("out"));
        // As a bridge leaves it that was killed while it wrote.
        Directory.CreateDirectory(Path.Combine(folder.File("out"), $".{filings.Filings[0].Id}.part"));
        await File.WriteAllTextAsync(Path.Combine(folder.File("out"), $".{filings.Filings[0].Id}.part", FolderFiler.CaseFile), "{ \"half");
        filings.Time.Advance(TimeSpan.FromMinutes(1));
        await TestFilings.DrainAsync(lane);
        Directory.EnumerateFileSystemEntries(folder.File("out")).ShouldHaveSingleItem();
        filings.Filings[0].State.ShouldBe(FilingStates.Sent);
    }
}
