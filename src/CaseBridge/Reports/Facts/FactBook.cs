using System.Security.Cryptography;
using System.Text.Json;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>What a count came to.</summary>
internal enum CountResult
{
    /// <summary>There was nothing to count.</summary>
    Idle,

    /// <summary>Something was counted and more waits.</summary>
    Counted,

    /// <summary>All that waited was counted.</summary>
    CaughtUp,

    /// <summary>Another bridge counted at the same time; nothing was written.</summary>
    Raced,
}

/// <summary>
/// Keeps the daily facts. Works the feed through: reads the changed cases as they are now, works out what they put into the facts, and writes the difference to what they had put there,
/// with the feed's rows taken off in the same transaction. So each change counts once, whatever is killed when; a case that changed often is counted but once; and of bridges
/// that count at the same time only the first is right (the round). When the city's profile or registers are others than before, all is counted anew, a little at a time.
/// </summary>
/// <param name="store">The case store.</param>
/// <param name="locality">What days, cells, classes and limits are taken from.</param>
/// <param name="metrics">Told what was counted.</param>
internal sealed class FactBook(CaseStore store, Locality locality, BridgeMetrics metrics) : IDisposable
{
    /// <summary>Version of the counting itself: another one counts everything anew.</summary>
    private const string Counting = "1";

    /// <summary>Subjects of one round, beyond which no further row of the feed is taken: what is written at once, and what is lost to another bridge's round.</summary>
    private const int MostSubjects = 100;

    /// <summary>Rows of the feed in one round: where each batch of the intake changed a case or two, a case that they share is counted once.</summary>
    private const int MostFeedRows = 200;

    /// <summary>Keys that are remembered; those in use come back.</summary>
    private const int MostKeys = 100_000;

    private readonly Lock _gate = new();
    private readonly CaseStore _writer = store.Apart();
    private readonly Dictionary<FactKey, long> _keys = [];
    private readonly string _basis = BasisOf(locality);

    /// <summary>How the city counts.</summary>
    public FactView View { get; } = new(locality);

    /// <summary>Whether facts that were counted on this basis are counted as this bridge would.</summary>
    public bool IsCountedBy(string basis) => basis == _basis;

    /// <summary>Counts a part of what waits.</summary>
    /// <param name="feedOnly">Leaves alone what is counted anew for another reason than a change.</param>
    /// <exception cref="StoreAwayException">Nothing was counted; try again later.</exception>
    public CountResult Count(bool feedOnly = false)
    {
        lock (_gate)
        {
            if (store.Read(transaction => Prepare(transaction, feedOnly)) is not { } work)
                return CountResult.Idle;
            try
            {
                if (!_writer.Write(transaction => Commit(transaction, work)))
                    return CountResult.Raced;
            }
            catch
            {
                // Keys that were made in it are none.
                _keys.Clear();
                throw;
            }

            metrics.FactsCounted(work.Subjects);
            return work.IsLast ? CountResult.CaughtUp : CountResult.Counted;
        }
    }

    public void Dispose()
    {
        if (_writer != store)
            _writer.Dispose();
    }

    private Work? Prepare(StoreTransaction transaction, bool feedOnly)
    {
        var before = transaction.Progress();
        var next = before.Basis == _basis ? before : before with { Basis = _basis, Recount = $"{Subject.CaseKind}", RecountAfter = "" };
        var (subjects, feed) = (new HashSet<Subject>(), new List<string>());
        var waiting = transaction.Feed(MostFeedRows);
        foreach (var row in waiting.TakeWhile(_ => subjects.Count < MostSubjects))
        {
            feed.Add(row.Id);
            subjects.UnionWith(Subject.Split(row.Subjects));
        }

        var isFeedRead = feed.Count == waiting.Count && waiting.Count < MostFeedRows;

        if (feedOnly && feed.Count == 0)
            return null;
        if (!feedOnly && next.Recount is [var kind] && subjects.Count < MostSubjects)
        {
            var more = transaction.After(kind, next.RecountAfter, MostSubjects - subjects.Count);
            subjects.UnionWith(more.Select(id => Subject.Of(kind, id)));
            next = more.Count > 0 ? next with { RecountAfter = more[^1] } : next with { Recount = Following(kind), RecountAfter = "" };
        }

        return feed.Count == 0 && next == before ? null : WorkOut(transaction, before.Round, next, feed, subjects) with { IsLast = isFeedRead && next.Recount is null };
    }

    private static string? Following(char kind) => kind switch
    {
        Subject.CaseKind => $"{Subject.QuietKind}",
        Subject.QuietKind => $"{Subject.ReportKind}",
        _ => null,
    };

    /// <summary>A case or finding that is not there any more, because old ones were deleted, keeps what it has put in: the past does not change by that.</summary>
    private Work WorkOut(StoreTransaction transaction, long round, Progress next, List<string> feed, HashSet<Subject> subjects)
    {
        string[] Ids(char kind) => [.. subjects.Where(subject => subject.Kind == kind).Select(subject => subject.Id)];

        var facts = transaction.CaseRecords(Ids(Subject.CaseKind)).Select(record => (Subject: Subject.Case(record.Fields.Id), Facts: CaseFacts.Of(record, View)))
            .Concat(transaction.QuietFindings(Ids(Subject.QuietKind)).Select(first => (Subject: Subject.Of(Subject.QuietKind, first.Incident), Facts: QuietFacts.Of(first, View)))).ToList();
        var shares = transaction.Shares(facts.Select(counted => counted.Subject)).ToDictionary(row => row.Subject, row => row.Facts);
        var days = transaction.ReportFields(Ids(Subject.ReportKind))
            .Select(report => (report.Agent, Day: LookFacts.DayOf(JsonSerializer.Deserialize(report.Original, Contracts.ContractsJson.Default.ZeroReport)!, View))).Distinct()
            .Select(day => LookFacts.Read(transaction, day.Agent, day.Day, View)).OfType<LookDay>().ToList();
        return new Work(round, next, feed, facts, shares, days, subjects.Count);
    }

    private bool Commit(StoreTransaction transaction, Work work)
    {
        if (!transaction.TakeRound(work.Round, work.Next))
            return false;
        transaction.ForgetFeed(work.Feed);
        LearnKeys(transaction, work.Facts.SelectMany(counted => counted.Facts).Select(fact => fact.Key));
        var (shares, differences) = (new List<ShareRow>(), new Dictionary<FactCell, long>());
        foreach (var (subject, facts) in work.Facts)
        {
            var had = work.Shares.GetValueOrDefault($"{subject}") ?? "";
            var counts = Counts(facts);
            var has = FactShare.Write(counts);
            if (has == had)
                continue;
            shares.Add(new ShareRow { Subject = $"{subject}", Facts = has });
            foreach (var (cell, count) in FactShare.Read(had))
                differences[cell] = differences.GetValueOrDefault(cell) - count;
            foreach (var (cell, count) in counts)
                differences[cell] = differences.GetValueOrDefault(cell) + count;
        }

        transaction.Write(shares);
        transaction.Add(differences);
        transaction.Replace(work.Days);
        return true;
    }

    private void LearnKeys(StoreTransaction transaction, IEnumerable<FactKey> keys)
    {
        if (_keys.Count > MostKeys)
            _keys.Clear();
        foreach (var (key, id) in transaction.KeyIds(keys.Where(key => !_keys.ContainsKey(key))))
            _keys[key] = id;
    }

    private Dictionary<FactCell, long> Counts(IReadOnlyList<Fact> facts)
    {
        var counts = new Dictionary<FactCell, long>();
        foreach (var fact in facts)
        {
            var cell = new FactCell(fact.Measure, FactView.ToStore(fact.Day), _keys[fact.Key]);
            counts[cell] = counts.GetValueOrDefault(cell) + fact.Count;
        }

        return counts;
    }

    private static string BasisOf(Locality locality) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Counting, City = locality.City?.Options, locality.Digest })))[..32];

    /// <summary>What was read for one round, and what follows from it.</summary>
    private sealed record Work(
        long Round, Progress Next, IReadOnlyList<string> Feed, IReadOnlyList<(Subject Subject, IReadOnlyList<Fact> Facts)> Facts, IReadOnlyDictionary<string, string> Shares,
        IReadOnlyList<LookDay> Days, int Subjects)
    {
        /// <summary>Whether nothing more waits behind it.</summary>
        public bool IsLast { get; init; }
    }
}
