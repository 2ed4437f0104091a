using System.Globalization;
using Dapper;
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
        var trace = new MixedTrace(seed).Candidates(240);
        var options = new BridgeOptions { FileWithoutVerdict = [Problems.RoadOccupied] };
        using var oneByOne = new TestIntake(options, Dialect);
        using var batches = new TestIntake(options, OtherDialect);
        CandidateEvent[] before = [_factory.Opened("camera-1", "zone-1", Problems.Garbage), _factory.Opened("camera-2", "zone-2", Problems.BinOverflow)];
        foreach (var intake in (TestIntake[])[oneByOne, batches])
            await PrepareAsync(intake, before);
        foreach (var candidate in trace)
            await oneByOne.TakeAsync(candidate);
        foreach (var batch in trace.Chunk(size))
            await batches.TakeAsync(batch);

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
