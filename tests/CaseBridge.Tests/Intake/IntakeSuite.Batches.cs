using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Intake;

public abstract partial class IntakeSuite
{
    /// <summary>As many batches as candidates, some of both, one batch: what is in the store afterwards must not tell them apart.</summary>
    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 40)]
    [InlineData(3, 400)]
    public async Task A_batch_of_any_size_leaves_what_its_candidates_leave_one_by_one(int seed, int size)
    {
        using var runs = await TwoRunsAsync(seed);
        foreach (var batch in runs.Trace.Chunk(size))
            await runs.Batches.TakeAsync(batch);
        await runs.AreTheSameAsync();
    }

    /// <summary>As the worker does: each batch is decided on before the one before it is committed. Every ninth is overtaken: a person judges a case meanwhile.</summary>
    [Theory]
    [InlineData(1, 7, false)]
    [InlineData(2, 40, false)]
    [InlineData(4, 3, false)]
    [InlineData(5, 7, true)]
    public async Task Batches_that_are_decided_on_while_those_before_are_committed_leave_the_same(int seed, int size, bool isOvertaken)
    {
        using var runs = await TwoRunsAsync(seed);
        var intake = runs.Batches.Intake;
        Batch? before = null;
        var (held, outcomes) = (0, new List<Outcome>());
        foreach (var (index, chunk) in runs.Trace.Chunk(size).Index())
        {
            var batch = new Batch([.. chunk.Select(candidate => intake.Read(runs.Batches.Message("events", CandidateFactory.Json(candidate))))]);
            intake.DecideAhead(batch, before);
            batch.Draft.ShouldNotBeNull();
            if (before is not null)
                outcomes.AddRange(intake.Commit(before));
            if (isOvertaken && index % 9 == 4)
                Note(runs.Batches);
            held += before?.Turn.Committed is null ? 0 : 1;
            before = batch;
        }

        outcomes.AddRange(intake.Commit(before!));
        await intake.AcknowledgeAsync(outcomes, CancellationToken.None);
        held.ShouldBe(isOvertaken ? 4 : (240 + size - 1) / size - 1, "drafts that hold are taken as they are");
        await runs.AreTheSameAsync();
    }

    [Fact]
    public void A_bridge_that_takes_batch_after_batch_for_months_lets_each_of_them_go()
    {
        using var intake = new TestIntake(dialect: Dialect);
        var trace = new MixedTrace(6).Candidates(60);
        List<WeakReference> taken = [];
        Batch? before = null;
        foreach (var chunk in trace.Chunk(5))
            before = TakeAhead(intake, chunk, before, taken);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        taken.Count(batch => batch.IsAlive).ShouldBeLessThanOrEqualTo(2, "those that are under way");
    }

    [Fact]
    public async Task A_problem_that_another_bridge_files_while_a_batch_is_decided_on_stays_one_case()
    {
        using var intake = new TestIntake(dialect: Dialect);
        using var other = new TestIntake(dialect: Dialect);
        var (first, second) = (_factory.Opened("camera-1", "zone-1"), _factory.Opened("camera-1", "zone-1"));
        var batch = new Batch([intake.Intake.Read(intake.Message("events", CandidateFactory.Json(second)))]);
        intake.Intake.DecideAhead(batch, null);
        batch.Draft!.Decided.Outcomes.ShouldHaveSingleItem().Decision!.Opens.ShouldBeTrue("nothing is known of it yet");
        await other.TakeAsync(first);
        intake.Intake.Commit(batch).ShouldHaveSingleItem().Decision!.Opens.ShouldBeFalse();
        intake.Only.Reports.ShouldBe(2);
    }

    /// <summary>Out of line, so that nothing of the batch stays on the caller's stack.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Batch TakeAhead(TestIntake intake, CandidateEvent[] candidates, Batch? before, List<WeakReference> taken)
    {
        var batch = new Batch([.. candidates.Select(candidate => intake.Intake.Read(intake.Message("events", CandidateFactory.Json(candidate))))]);
        intake.Intake.DecideAhead(batch, before);
        if (before is not null)
            intake.Intake.Commit(before);
        taken.Add(new WeakReference(batch));
        return batch;
    }

    /// <summary>Writes what decisions rest on, and changes nothing by it.</summary>
    private static void Note(TestIntake intake) => intake.Store.Write(transaction => transaction.Execute("UPDATE cases SET reports = reports"));

    private async Task<TwoRuns> TwoRunsAsync(int seed)
    {
        var options = new BridgeOptions { FileWithoutVerdict = [Problems.RoadOccupied] };
        var runs = new TwoRuns(new TestIntake(options, Dialect), new TestIntake(options, OtherDialect), new MixedTrace(seed).Candidates(240));
        CandidateEvent[] before = [_factory.Opened("camera-1", "zone-1", Problems.Garbage), _factory.Opened("camera-2", "zone-2", Problems.BinOverflow)];
        await PrepareAsync(runs.OneByOne, before);
        await PrepareAsync(runs.Batches, before);
        return runs;
    }

    /// <summary>A person has rejected one case and filed another, a camera is blind, and a sensor is tied to a camera, before the candidates come.</summary>
    private async Task PrepareAsync(TestIntake intake, CandidateEvent[] candidates)
    {
        foreach (var candidate in candidates)
            await intake.TakeAsync(candidate);
        intake.Store.Write(transaction =>
        {
            foreach (var (number, verdict) in new[] { (1, new Verdict { Kind = VerdictKinds.Reject, Actor = "li", Reason = "nothing there" }), (2, new Verdict { Kind = VerdictKinds.Confirm, Actor = "li" }) })
                transaction.Judge(transaction.One<string>("SELECT id FROM cases WHERE number = @number", new { number })!, verdict, _factory.Start).Result.ShouldBe(VerdictResult.Accepted);
        });
        await intake.TakeStatusAsync(_factory.Status(state: CameraStates.Blind, cameras: ["camera-5"]));
        var page = _factory.Sensors(sensors: ["cover-1"]);
        await intake.TakeSensorsAsync(page with { Sensors = [page.Sensors[0] with { Camera = "camera-3", Zone = "zone-1" }] });
    }

    /// <summary>The same candidates into two stores: one by one, and in batches.</summary>
    private sealed class TwoRuns(TestIntake oneByOne, TestIntake batches, IReadOnlyList<CandidateEvent> trace) : IDisposable
    {
        public TestIntake OneByOne => oneByOne;

        public TestIntake Batches => batches;

        public CandidateEvent[] Trace => [.. trace];

        public async Task AreTheSameAsync()
        {
            foreach (var candidate in trace)
                await oneByOne.TakeAsync(candidate);
            var (expected, found) = (Rows(oneByOne), Rows(batches));
            foreach (var (table, rows) in expected)
            {
                found[table].Except(rows).ShouldBe(rows.Except(found[table]), table);
                found[table].Count.ShouldBe(rows.Count, table);
            }

            expected["case_events"].Count.ShouldBeGreaterThan(150);
            expected["quiet_events"].ShouldNotBeEmpty();
            batches.Mqtt.Committed.ToHashSet().SetEquals(oneByOne.Mqtt.Committed).ShouldBeTrue("the same are acknowledged");
        }

        public void Dispose()
        {
            oneByOne.Dispose();
            batches.Dispose();
        }
    }

    /// <summary>Every row of every table that the intake writes, without the ids that are drawn for cases and suppressions.</summary>
    private static Dictionary<string, List<string>> Rows(TestIntake intake)
    {
        using var connection = intake.Dialect.OpenReader();
        var ids = connection.Query<(string Id, long Number)>("SELECT id, number FROM cases").Select(row => (row.Id, Name: $"case {row.Number}"))
            .Concat(connection.Query<string>("SELECT id FROM suppressions").Select(id => (Id: id, Name: "suppression"))).ToList();
        string[] tables = ["cases ORDER BY number", "incidents ORDER BY incident", "case_events ORDER BY event", "corroborations ORDER BY event", "evidence ORDER BY id", "quiet_events ORDER BY event", "history ORDER BY case_id, id"];
        return tables.ToDictionary(table => table.Split(' ')[0], table => connection.Query($"SELECT * FROM {table}").Cast<IDictionary<string, object?>>().Select(row => Text(row, ids)).Order(StringComparer.Ordinal).ToList());
    }

    private static string Text(IDictionary<string, object?> row, List<(string Id, string Name)> ids)
    {
        // The order of a history counts within its case: here, that one entry stands before another at the same moment.
        var text = string.Join(" | ", row.Where(column => column.Key != "id" || column.Value is string).Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Key}={column.Value}")));
        return ids.Aggregate(text, (replaced, id) => replaced.Replace(id.Id, id.Name, StringComparison.Ordinal));
    }
}
