using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Tests.Life;

public sealed class SqliteLifeTests : LifeSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    private protected override SqlDialect Dialect => SqlDialect.Sqlite(_folder.File("cases.db"), TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData("c.owed_at IS NOT NULL ORDER BY c.owed_at, c.number", "cases_by_due")]
    [InlineData("c.due_mark = 'overdue' AND c.owed_at IS NOT NULL ORDER BY c.owed_at, c.number", "cases_by_due_mark")]
    [InlineData("c.mark_at <= 5 ORDER BY c.mark_at", "cases_by_mark")]
    public void What_is_due_is_read_from_an_index_in_its_order(string condition, string index)
    {
        using var intake = new TestIntake(dialect: Dialect);
        var plan = intake.Store.Read(transaction => transaction.All<PlanRow>(
            $"EXPLAIN QUERY PLAN SELECT c.number FROM cases c WHERE {condition} LIMIT 50"));
        plan.ShouldHaveSingleItem().Detail.ShouldMatch($"USING (COVERING )?INDEX {index}( |$)");
    }

    private sealed record PlanRow
    {
        public string Detail { get; init; } = "";
    }

    public void Dispose() => _folder.Dispose();
}
