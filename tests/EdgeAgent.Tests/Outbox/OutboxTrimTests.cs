using System.Text.Json;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Outbox;

public sealed class OutboxTrimTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly AgentMetrics _metrics = TestMetrics.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Beyond_the_row_limit_samples_go_first_then_updates_with_their_pictures_then_reports_then_cleared_and_opened_never()
    {
        await using var outbox = await Make.OutboxAsync(_folder, maxRows: 100, metrics: _metrics);
        var cleared = await AppendAsync(outbox, 10, () => Make.Candidate(CandidateTypes.Cleared, pictureBytes: null));
        var updated = await AppendAsync(outbox, 10, () => Make.Candidate(CandidateTypes.Updated));
        for (var i = 0; i < 10; i++)
            await outbox.AppendAsync(Make.Report(), CancellationToken.None);
        for (var i = 0; i < 60; i++)
            await outbox.AppendAsync(Make.Sample(), CancellationToken.None);
        outbox.Rows.ShouldBe(100);

        var opened = await AppendAsync(outbox, 60, () => Make.Candidate(pictureBytes: null));
        (outbox.Rows, outbox.ReadSamples(100).Count).ShouldBe((100, 0));
        _metrics.Period.Take().Dropped.ShouldBe(new Dictionary<string, long> { ["outbox-oldest-sample"] = 60 });

        opened = [.. opened, .. await AppendAsync(outbox, 10, () => Make.Candidate(pictureBytes: null))];
        outbox.Rows.ShouldBe(100);
        _metrics.Period.Take().Dropped.ShouldBe(new Dictionary<string, long> { ["outbox-oldest-update"] = 5 });
        updated.Select(candidate => outbox.Contains(candidate.Id)).ShouldBe([.. Enumerable.Repeat(false, 5), .. Enumerable.Repeat(true, 5)]);
        updated.Select(candidate => outbox.Contains(candidate.Data.Evidence!.Id)).ShouldBe(updated.Select(candidate => outbox.Contains(candidate.Id)));

        opened = [.. opened, .. await AppendAsync(outbox, 50, () => Make.Candidate(pictureBytes: null))];
        var dropped = _metrics.Period.Take().Dropped;
        (dropped["outbox-oldest-update"], dropped["outbox-oldest-report"], dropped["outbox-oldest-cleared"]).ShouldBe((5, 10, 10));
        cleared.ShouldAllBe(candidate => !outbox.Contains(candidate.Id));
        opened.ShouldAllBe(candidate => outbox.Contains(candidate.Id));
        outbox.Rows.ShouldBe(opened.Length);
    }

    [Fact]
    public async Task Beyond_the_disk_budget_pictures_of_updates_go_and_their_events_say_so()
    {
        await using var outbox = await Make.OutboxAsync(_folder, budgetMegabytes: 1, metrics: _metrics);
        var opened = await AppendAsync(outbox, 2, () => Make.Candidate(pictureBytes: 200_000));
        var updated = await AppendAsync(outbox, 3, () => Make.Candidate(CandidateTypes.Updated, pictureBytes: 200_000));

        opened = [.. opened, .. await AppendAsync(outbox, 1, () => Make.Candidate(pictureBytes: 200_000))];

        outbox.PictureBytes.ShouldBe(1_000_000);
        _metrics.Period.Take().Dropped.ShouldBe(new Dictionary<string, long> { ["outbox-update-picture-over-budget"] = 1 });
        outbox.Contains(updated[0].Data.Evidence!.Id).ShouldBeFalse();
        JsonSerializer.Deserialize(outbox.Read(updated[0].Id)!.Body, ContractsJson.Default.CandidateEvent)!.Data.Evidence.ShouldBeNull();
        opened.ShouldAllBe(candidate => outbox.Contains(candidate.Data.Evidence!.Id));
    }

    [Fact]
    public async Task Pictures_of_opened_candidates_may_fill_the_budget_twice_before_the_oldest_go_and_the_candidates_stay()
    {
        await using var outbox = await Make.OutboxAsync(_folder, budgetMegabytes: 1, metrics: _metrics);
        var opened = await AppendAsync(outbox, 10, () => Make.Candidate(pictureBytes: 200_000));
        opened.ShouldAllBe(candidate => outbox.Contains(candidate.Data.Evidence!.Id));

        var more = await AppendAsync(outbox, 2, () => Make.Candidate(pictureBytes: 200_000));

        _metrics.Period.Take().Dropped.ShouldBe(new Dictionary<string, long> { ["outbox-opened-picture-over-twice-the-budget"] = 2 });
        opened.Concat(more).ShouldAllBe(candidate => outbox.Contains(candidate.Id));
        outbox.Contains(opened[0].Data.Evidence!.Id).ShouldBeFalse();
        outbox.Contains(more[1].Data.Evidence!.Id).ShouldBeTrue();
    }

    private static async Task<CandidateEvent[]> AppendAsync(EdgeAgent.Outbox.Outbox outbox, int count, Func<EvidencedCandidate> make)
    {
        var candidates = Enumerable.Range(0, count).Select(_ => make()).ToArray();
        foreach (var candidate in candidates)
            await outbox.AppendAsync(candidate, CancellationToken.None);
        return [.. candidates.Select(candidate => candidate.Candidate)];
    }
}
