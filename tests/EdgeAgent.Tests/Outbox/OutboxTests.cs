using System.Text.Json;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.Tests.Shared;
using Microsoft.Data.Sqlite;

namespace EdgeWatch.EdgeAgent.Tests.Outbox;

public sealed class OutboxTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_appended_is_there_after_the_file_was_opened_again_with_the_picture_before_its_event()
    {
        var candidate = Make.Candidate();
        await using (var outbox = await Make.OutboxAsync(_folder))
            await outbox.AppendAsync(candidate, CancellationToken.None);

        await using var again = await Make.OutboxAsync(_folder);

        var rows = again.ReadUrgent(10);
        rows.Select(row => (row.Id, row.Kind)).ShouldBe([(candidate.Candidate.Data.Evidence!.Id, RowKind.PictureOfOpened), (candidate.Candidate.Id, RowKind.Opened)]);
        rows[0].Body.ShouldBe(candidate.Picture);
        JsonSerializer.Deserialize(rows[1].Body, ContractsJson.Default.CandidateEvent)!.Data.Incident.ShouldBe(candidate.Candidate.Data.Incident);
        (again.Rows, again.PictureBytes).ShouldBe((2, 2000));
    }

    [Fact]
    public async Task The_same_candidate_twice_is_there_once()
    {
        await using var outbox = await Make.OutboxAsync(_folder);
        var candidate = Make.Candidate();

        await outbox.AppendAsync(candidate, CancellationToken.None);
        await outbox.AppendAsync(candidate, CancellationToken.None);

        outbox.Rows.ShouldBe(2);
        outbox.Contains(candidate.Candidate.Id).ShouldBeTrue();
        outbox.Contains(Guid.NewGuid()).ShouldBeFalse();
    }

    [Fact]
    public async Task Rows_leave_when_the_bridge_has_committed_them()
    {
        await using var outbox = await Make.OutboxAsync(_folder);
        var candidate = Make.Candidate();
        await outbox.AppendAsync(candidate, CancellationToken.None);

        await outbox.SettleAsync(candidate.Candidate.Data.Evidence!.Id, Guid.NewGuid());
        outbox.ReadUrgent(10).Single().Id.ShouldBe(candidate.Candidate.Id);
        await outbox.SettleAsync(candidate.Candidate.Id);

        (outbox.Rows, outbox.PictureBytes).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_the_bridge_refuses_is_set_aside_with_the_reason_and_counted()
    {
        var metrics = TestMetrics.Create();
        await using var outbox = await Make.OutboxAsync(_folder, metrics: metrics);
        var candidate = Make.Candidate(pictureBytes: null);
        await outbox.AppendAsync(candidate, CancellationToken.None);

        await outbox.SettleAsync(new Acknowledgement { Refused = [new(candidate.Candidate.Id, "data.place.system 'XYZ' is unknown")] }, CancellationToken.None);

        outbox.Rows.ShouldBe(0);
        outbox.ReadAside(10).Single().ShouldBe(new Refusal(candidate.Candidate.Id, "data.place.system 'XYZ' is unknown"));
        outbox.Contains(candidate.Candidate.Id).ShouldBeTrue();
        metrics.Period.Take().Dropped["outbox-refused-by-bridge"].ShouldBe(1);
    }

    [Fact]
    public async Task Of_one_incident_only_the_first_step_may_leave_and_others_do_not_wait_for_it()
    {
        await using var outbox = await Make.OutboxAsync(_folder);
        var incident = Guid.CreateVersion7();
        var opened = Make.Candidate(incident: incident);
        var updated = Make.Candidate(CandidateTypes.Updated, incident, 2);
        var other = Make.Candidate(pictureBytes: null);
        foreach (var candidate in new[] { opened, updated, other })
            await outbox.AppendAsync(candidate, CancellationToken.None);

        outbox.ReadUrgent(10).Select(row => row.Id).ShouldBe([opened.Candidate.Data.Evidence!.Id, opened.Candidate.Id, other.Candidate.Id]);
        await outbox.SettleAsync(opened.Candidate.Id);

        outbox.ReadUrgent(10).Select(row => row.Id)
            .ShouldBe([opened.Candidate.Data.Evidence!.Id, updated.Candidate.Data.Evidence!.Id, updated.Candidate.Id, other.Candidate.Id]);
    }

    [Fact]
    public async Task Once_empty_after_a_long_outage_the_file_gives_the_disk_back_its_room()
    {
        await using (var outbox = await Make.OutboxAsync(_folder))
        {
            for (var i = 0; i < 40; i++)
                await outbox.AppendAsync(Make.Candidate(pictureBytes: 1_000_000), CancellationToken.None);

            await outbox.SettleAsync([.. outbox.ReadUrgent(1000).Select(row => row.Id)]);
        }

        new FileInfo(_folder.File("outbox.db")).Length.ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public async Task Many_appends_at_once_all_come_through()
    {
        await using var outbox = await Make.OutboxAsync(_folder);
        var candidates = Enumerable.Range(0, 400).Select(_ => Make.Candidate(pictureBytes: 300)).ToArray();

        await Task.WhenAll(candidates.Select(candidate => outbox.AppendAsync(candidate, CancellationToken.None).AsTask()));

        outbox.Rows.ShouldBe(800);
        candidates.ShouldAllBe(candidate => outbox.Contains(candidate.Candidate.Id));
    }

    [Fact]
    public async Task A_candidate_with_a_crowd_is_cut_to_the_best_subjects_and_a_huge_picture_is_left_out()
    {
        var metrics = TestMetrics.Create();
        await using var outbox = await Make.OutboxAsync(_folder, metrics: metrics);
        await outbox.AppendAsync(Make.Candidate(subjects: 900, pictureBytes: ContractLimits.EvidenceBytes + 1), CancellationToken.None);

        var row = outbox.ReadUrgent(10).Single();

        var data = JsonSerializer.Deserialize(row.Body, ContractsJson.Default.CandidateEvent)!.Data;
        row.Body.Length.ShouldBeLessThanOrEqualTo(ContractLimits.EventBytes);
        data.Evidence.ShouldBeNull();
        data.Subjects.Count.ShouldBe(ContractLimits.Subjects);
        data.Subjects[0].Score.ShouldBe(1f);
        var dropped = metrics.Period.Take().Dropped;
        (dropped["outbox-picture-too-large"], dropped["outbox-subjects-over-limit"]).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_picture_without_a_reference_is_a_bug_that_hurts_only_its_caller()
    {
        await using var outbox = await Make.OutboxAsync(_folder);
        var candidate = Make.Candidate();

        await Should.ThrowAsync<ArgumentException>(async () => await outbox.AppendAsync(candidate with { Picture = null }, CancellationToken.None));
        await outbox.AppendAsync(candidate, CancellationToken.None);

        outbox.Rows.ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_damaged_file_is_set_aside_loudly_and_a_new_one_begun(int damagedFrom)
    {
        await using (var outbox = await Make.OutboxAsync(_folder))
        {
            for (var i = 0; i < 50; i++)
                await outbox.AppendAsync(Make.Candidate(), CancellationToken.None);
        }

        using (var file = File.OpenWrite(_folder.File("outbox.db")))
        {
            file.Position = damagedFrom;
            file.Write(new byte[20_000]);
        }

        var logger = new CollectedLog<EdgeAgent.Outbox.Outbox>();
        await using var fresh = await Make.OutboxAsync(_folder, logger: logger);
        await fresh.AppendAsync(Make.Candidate(pictureBytes: null), CancellationToken.None);

        fresh.Rows.ShouldBe(1);
        Directory.GetFiles(_folder.FullPath, "outbox.db.damaged-*").ShouldNotBeEmpty();
        logger.Lines.ShouldContain(line => line.Contains("was set aside as"));
    }

    [Fact]
    public async Task A_file_that_is_damaged_while_the_agent_runs_is_replaced_and_the_append_comes_through()
    {
        var logger = new CollectedLog<EdgeAgent.Outbox.Outbox>();
        await using var outbox = await Make.OutboxAsync(_folder, logger: logger);
        await outbox.AppendAsync(Make.Candidate(), CancellationToken.None);
        DamageSchema(_folder.File("outbox.db"));

        var after = Make.Candidate();
        await outbox.AppendAsync(after, CancellationToken.None);

        logger.Lines.ShouldContain(line => line.Contains("was set aside as"));
        (outbox.Rows, outbox.Contains(after.Candidate.Id)).ShouldBe((2, true));
        Directory.GetFiles(_folder.FullPath, "outbox.db.damaged-*").ShouldNotBeEmpty();
    }

    /// <summary>Spoils the description of a table under the feet of the open connection, which finds the file malformed at its next statement.</summary>
    private static void DamageSchema(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE outbox(' WHERE name = 'outbox'; PRAGMA schema_version = 999";
        command.ExecuteNonQuery();
    }
}
