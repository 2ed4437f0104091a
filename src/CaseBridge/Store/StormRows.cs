using EdgeWatch.CaseBridge.Deduplication;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Storms and their members.</summary>
internal static class StormRows
{
    /// <summary>Told by then: conditions are told minutes after they begin, and a person has decided on what is older.</summary>
    private static readonly TimeSpan ToldWithin = TimeSpan.FromMinutes(45);

    /// <summary>Days whose same hour says what is usual.</summary>
    private const int UsualDays = 14;

    /// <summary>Bounds one look; what is left is looked at next time.</summary>
    private const int MostLoose = 500;

    private const string Columns =
        """
        s.id, s.problem, s.from_at, s.until_at, s.opened_at, s.usual, COUNT(c.id) AS cases, SUM(CASE WHEN c.state = 'pending' THEN 1 ELSE 0 END) AS pending,
        COUNT(DISTINCT c.agent || '/' || c.device) AS sources
        """;

    /// <summary>Groups what waits for a person of one problem, where it is a storm. Returns how many cases were grouped, and whether the storm is a new one.</summary>
    /// <param name="transaction">The transaction in which cases were opened.</param>
    /// <param name="problem">Name of the problem.</param>
    /// <param name="now">When.</param>
    public static (int Cases, bool IsNew) GroupStorm(this StoreTransaction transaction, string problem, DateTimeOffset now)
    {
        var loose = transaction.All<LooseRow>(
            """
            SELECT id, agent, kind, device, since FROM cases
            WHERE state = 'pending' AND problem = @problem AND opened_at >= @told AND storm IS NULL ORDER BY opened_at DESC, number DESC LIMIT @MostLoose
            """,
            new { problem, told = (now - ToldWithin).ToStore(), MostLoose })
            .Select(row => new LooseCase(row.Id, $"{row.Agent}/{row.Kind}/{row.Device}", row.Since.FromStore())).ToList();
        if (loose.Count == 0)
            return (0, false);

        if (transaction.Latest(problem) is { } storm && StormRules.Join(storm, loose) is { } more)
        {
            transaction.Execute("UPDATE storms SET from_at = @From, until_at = @Until WHERE id = @Id", new { storm.Id, From = more.From.ToStore(), Until = more.Until.ToStore() });
            return (transaction.AddMembers(storm.Id, more.Members), false);
        }

        if (StormRules.Find(loose, moment => transaction.Usual(problem, moment)) is not var (members, usual))
            return (0, false);
        var id = Guid.CreateVersion7(now).ToString("D");
        transaction.Execute(
            "INSERT INTO storms (id, problem, from_at, until_at, opened_at, usual) VALUES (@id, @problem, @From, @Until, @OpenedAt, @usual)",
            new { id, problem, From = members.From.ToStore(), Until = members.Until.ToStore(), OpenedAt = now.ToStore(), usual });
        return (transaction.AddMembers(id, members.Members), true);
    }

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<StormRow> Storms(this StoreTransaction transaction, int limit) => transaction.All<StormRow>(
        $"SELECT {Columns} FROM storms s LEFT JOIN cases c ON c.storm = s.id WHERE s.id IN (SELECT id FROM storms ORDER BY opened_at DESC, id DESC LIMIT @limit) GROUP BY s.id ORDER BY s.opened_at DESC, s.id DESC",
        new { limit });

    public static StormRow? Storm(this StoreTransaction transaction, string id) =>
        transaction.One<StormRow>($"SELECT {Columns} FROM storms s LEFT JOIN cases c ON c.storm = s.id WHERE s.id = @id GROUP BY s.id", new { id });

    /// <summary>Ids of those that still wait for a person, in the order of their numbers.</summary>
    public static IReadOnlyList<string> WaitingMembers(this StoreTransaction transaction, string storm) =>
        transaction.All<string>("SELECT id FROM cases WHERE storm = @storm AND state = 'pending' ORDER BY number", new { storm });

    /// <summary>The storm that a case belongs to; null where it is of none, or there is no such case.</summary>
    public static string? StormOf(this StoreTransaction transaction, string caseId) => transaction.One<string>("SELECT storm FROM cases WHERE id = @caseId", new { caseId });

    private static OpenStorm? Latest(this StoreTransaction transaction, string problem) =>
        transaction.One<StormRow>("SELECT id, from_at, until_at FROM storms WHERE problem = @problem ORDER BY until_at DESC LIMIT 1", new { problem }) is { } row
            ? new OpenStorm(row.Id, row.FromAt.FromStore(), row.UntilAt.FromStore())
            : null;

    /// <summary>What the same hour of the days before had, storms left out.</summary>
    private static double Usual(this StoreTransaction transaction, string problem, DateTimeOffset moment)
    {
        var cases = 0L;
        for (var day = 1; day <= UsualDays; day++)
        {
            var about = moment.AddDays(-day);
            cases += transaction.One<long>(
                "SELECT COUNT(*) FROM cases WHERE problem = @problem AND opened_at >= @from AND opened_at < @until AND storm IS NULL",
                new { problem, from = about.AddMinutes(-30).ToStore(), until = about.AddMinutes(30).ToStore() });
        }

        return cases / (double)UsualDays * (StormRules.Window / TimeSpan.FromHours(1));
    }

    private static int AddMembers(this StoreTransaction transaction, string storm, IReadOnlyList<string> members)
    {
        transaction.ExecuteAll("UPDATE cases SET storm = w.Storm FROM @rows w WHERE cases.id = w.Id", [.. members.Select(id => new { Storm = storm, Id = id })]);
        return members.Count;
    }

    private sealed record LooseRow
    {
        public string Id { get; init; } = "";

        public string Agent { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Device { get; init; } = "";

        public long Since { get; init; }
    }
}

/// <summary>A row of <c>storms</c> with its members counted.</summary>
internal sealed record StormRow
{
    public string Id { get; init; } = "";

    public string Problem { get; init; } = "";

    public long FromAt { get; init; }

    public long UntilAt { get; init; }

    public long OpenedAt { get; init; }

    public double Usual { get; init; }

    public long Cases { get; init; }

    public long Pending { get; init; }

    public long Sources { get; init; }
}
