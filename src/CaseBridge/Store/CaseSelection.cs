using System.Globalization;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// Which cases a list shows, as SQL. Numbers are selected first, from an index, and only those of the page are read whole: a planner that misjudged one big
/// statement could join all events of a city before it took the first fifty.
/// </summary>
internal static class CaseSelection
{
    /// <summary>Totals are counted up to here: nobody reads a number beyond, and counting a million rows would cost more than the page.</summary>
    public const int MostCounted = 10_000;

    /// <summary>Cameras and sensors that a text may stand for; one that matches more is too vague to search by.</summary>
    private const int MostDevices = 20;

    /// <summary>Digits from which a text may be the beginning of a component's code (16 digits, its first six the division).</summary>
    private const int ShortestCode = 6;

    /// <summary>Newest first; number settles what was opened in the same moment.</summary>
    private const string Newest = "c.opened_at DESC, c.number DESC";

    private const string SoonestDue = "c.owed_at, c.number";

    /// <summary>Cases that can be late. Without their states: SQLite would take the index of these, and sort.</summary>
    private const string CanBeLate = "c.owed_at IS NOT NULL";

    /// <summary>Numbers of at most <paramref name="most"/> cases, those of one page or, without a page, of the list's first.</summary>
    public static IReadOnlyList<PlacedCase> Select(this StoreTransaction transaction, CaseFilter filter, bool onPage, int most)
    {
        var before = onPage && filter.Before is { } number ? transaction.One<Cursor>("SELECT opened_at, number, owed_at FROM cases WHERE number <= @number ORDER BY number DESC LIMIT 1", new { number }) : null;
        if (before is null && onPage && filter.Before is not null)
            return [];
        var columns = filter.Cell is null ? "c.number" : "c.number, c.lon, c.lat, c.since";
        return transaction.All<PlacedCase>($"SELECT {columns} FROM {From(filter)} {Where(filter, before, filter.Before)} ORDER BY {(filter.ByDue ? SoonestDue : Newest)} LIMIT @Most", ValuesOf(filter, before, most));
    }

    /// <summary>How many match on all pages, counted no further than one beyond <see cref="MostCounted"/>.</summary>
    public static long Count(this StoreTransaction transaction, CaseFilter filter) => transaction.One<long>(
        $"SELECT COUNT(*) FROM (SELECT 1 FROM {From(filter)} {Where(filter, null, null)} LIMIT @Most) counted", ValuesOf(filter, null, MostCounted + 1));

    private static string From(CaseFilter filter) => filter.Text is null ? "cases c" : $"({string.Join(" UNION ", Matches(filter.Text))}) m JOIN cases c ON c.number = m.number";

    private static string Where(CaseFilter filter, Cursor? before, long? number)
    {
        var conditions = new List<string>();
        void Add(object? asked, string condition)
        {
            if (asked is not null)
                conditions.Add(condition);
        }

        Add(filter.State, StateIs(filter.State));
        Add(filter.Problem, "c.problem = @Problem");
        Add(filter.Camera, "c.device = @Camera AND c.kind = 'camera'");
        Add(filter.Sensor, "c.device = @Sensor AND c.kind = 'sensor'");
        Add(filter.Agent, "c.agent = @Agent");
        Add(filter.Storm, filter.Storm == "none" ? "c.storm IS NULL" : "c.storm = @Storm");
        Add(filter.From, "c.opened_at >= @From");
        Add(filter.To, "c.opened_at < @To");
        Add(filter.Due, $"c.due_mark = @Due AND {CanBeLate}");
        if (filter.ByDue)
            conditions.Add(CanBeLate);
        Add(filter.Around, filter.Around?.On("c") ?? "");
        if (filter.ByDue)
        {
            Add(before, "(c.owed_at, c.number) > (@BeforeDue, @BeforeNumber)");
            return "WHERE " + string.Join(" AND ", conditions);
        }

        // The case of that number may be gone from the list, or never have been on it: what is older than it was, and not itself.
        Add(before, before?.Number == number ? "(c.opened_at, c.number) < (@BeforeAt, @BeforeNumber)" : "(c.opened_at, c.number) <= (@BeforeAt, @BeforeNumber)");
        return conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
    }

    /// <summary>The states stand in the text, so that each combination is planned by itself; only known ones do.</summary>
    private static string StateIs(string? states) => $"c.state IN ({string.Join(", ", CaseStates.All.Intersect(states?.Split(',') ?? []).DefaultIfEmpty("").Select(state => $"'{state}'"))})";

    private static IEnumerable<string> Matches(string text)
    {
        var isDigits = text.All(char.IsAsciiDigit);
        if (isDigits && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            yield return "SELECT number FROM cases WHERE number = @Number";
        if (Guid.TryParse(text, out _))
            yield return "SELECT number FROM cases WHERE id = @Id";
        yield return isDigits && text.Length >= ShortestCode
            ? "SELECT number FROM cases WHERE component >= @Text AND component < @After"
            : "SELECT number FROM cases WHERE component = @Text";
        if (isDigits)
            yield break;
        foreach (var (table, device) in new[] { ("cameras", "camera"), ("sensors", "sensor") })
        {
            yield return $"""
                SELECT found.number FROM (SELECT agent, {device} AS device FROM {table} WHERE {device} LIKE @Pattern ESCAPE '\' OR LOWER(name) LIKE @Pattern ESCAPE '\' LIMIT {MostDevices}) named
                JOIN cases found ON found.device = named.device AND found.agent = named.agent AND found.kind = '{device}'
                """;
        }
    }

    private static object ValuesOf(CaseFilter filter, Cursor? before, int most) => new
    {
        filter.Problem,
        filter.Camera,
        filter.Sensor,
        filter.Agent,
        filter.Storm,
        From = filter.From.ToStore(),
        To = filter.To.ToStore(),
        filter.Around?.West,
        filter.Around?.South,
        filter.Around?.East,
        filter.Around?.North,
        filter.Text,
        Number = long.TryParse(filter.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null,
        Id = Guid.TryParse(filter.Text, out var id) ? id.ToString("D") : null,
        After = filter.Text is null ? null : NextDigits(filter.Text),
        Pattern = filter.Text is null ? null : LikePattern.Containing(filter.Text),
        filter.Due,
        BeforeAt = before?.OpenedAt,
        BeforeDue = before?.OwedAt,
        BeforeNumber = before?.Number,
        Most = most,
    };

    /// <summary>A text after all that begin with these digits and go on in digits, in every collation: digits come before letters in all of them.</summary>
    private static string NextDigits(string digits)
    {
        var kept = digits.TrimEnd('9');
        return kept.Length == 0 || !char.IsAsciiDigit(kept[^1]) ? digits + "a" : kept[..^1] + (char)(kept[^1] + 1);
    }

    private sealed record Cursor
    {
        public long OpenedAt { get; init; }

        public long? OwedAt { get; init; }

        public long Number { get; init; }
    }
}

/// <summary>A case that a list selected; its place is there only where a cell was asked for.</summary>
internal sealed record PlacedCase
{
    public long Number { get; init; }

    public double Lon { get; init; }

    public double Lat { get; init; }

    public long Since { get; init; }
}
