using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Tests.Reports;

/// <summary>Some days of a city, by a seed: findings that open, go on, come late and clear, verdicts and second thoughts, handling that is told late, and counters that run now and then.</summary>
internal sealed class RandomDays(ReportBench bench, int seed, IReadOnlyList<FactBook> books)
{
    private static readonly string[] Kinds = [Problems.BinOverflow, Problems.Garbage, Problems.ManholeOpen, Problems.ManholeOpen, "manhole-absent"];

    private readonly Random _random = new(seed);
    private readonly List<CandidateEvent> _seen = [];

    public async Task PlayAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(_random.Next(4) == 0 ? _random.Next(1, 5 * 3600) : _random.Next(0, 70)));
            switch (_random.Next(10))
            {
                case < 3:
                    await TakeAsync(Opened());
                    break;
                case 3 when _seen.Count > 0:
                    await TakeAsync(Next(_seen[_random.Next(_seen.Count)]));
                    break;
                case 4 when _random.Next(4) == 0:
                    Permit();
                    break;
                case 4:
                    Import();
                    break;
                case 5:
                    books[_random.Next(books.Count)].Count();
                    break;
                case 6 or 7:
                    Judge();
                    break;
                default:
                    Change();
                    break;
            }
        }
    }

    private async Task TakeAsync(CandidateEvent candidate)
    {
        await bench.Intake.TakeAsync(_random.Next(5) == 0 ? [candidate, candidate] : [candidate]);
        _seen.Add(candidate);
    }

    private CandidateEvent Opened()
    {
        // One in five comes from an outbox that waited for a network, a day late at most.
        var seenAt = bench.Time.GetUtcNow() - (_random.Next(5) == 0 ? TimeSpan.FromMinutes(_random.Next(1440)) : TimeSpan.Zero);
        var problem = _random.Next(12) == 0 ? "sensor-silent" : Kinds[_random.Next(Kinds.Length)];
        var place = _random.Next(3) == 0 ? null : new Place(118.5835138 + (_random.NextDouble() * 0.003), 24.8141007 + (_random.NextDouble() * 0.002), CoordinateSystems.Wgs84, 5, "calibration");
        var factory = new CandidateFactory($"street-{_random.Next(2)}", seenAt);
        var opened = problem == "sensor-silent"
            ? factory.OpenedBySensor($"sensor-{_random.Next(3)}", problem: problem, place: place)
            : factory.Opened($"camera-{_random.Next(4)}", _random.Next(2) == 0 ? "kerb" : "bay", problem, place: place, score: 0.5f + (0.4f * _random.NextSingle()));
        return opened with { Data = opened.Data with { Made = opened.Data.Made with { Models = _random.Next(2) == 0 ? ["street@aaaaaaaaaaaa"] : ["street@aaaaaaaaaaaa", "traffic@bbbbbbbbbbbb"] } } };
    }

    private CandidateEvent Next(CandidateEvent before)
    {
        var factory = new CandidateFactory(start: bench.Time.GetUtcNow());
        var next = _random.Next(3) == 0 ? factory.Cleared(before) : factory.Updated(before);
        var data = next.Data;
        // A later look may know more of the thing, and a clock that was set anew may put it before the first one.
        return next with
        {
            Data = _random.Next(6) switch
            {
                0 => data with { Place = new Place(118.5835138 + (_random.NextDouble() * 0.003), 24.8141007 + (_random.NextDouble() * 0.002), CoordinateSystems.Wgs84, 1 + _random.Next(5), "calibration") },
                1 => data with { Since = data.Since.AddHours(-_random.Next(30)) },
                2 => data with { Component = "3599010104000001" },
                3 => data with { SeenAt = data.SeenAt.AddHours(-_random.Next(30)), Since = data.Since.AddHours(-30) },
                _ => data,
            },
        };
    }

    private void Permit() => bench.Store.Write(transaction => transaction.Add(
        new Suppression
        {
            Id = Guid.CreateVersion7(bench.Time.GetUtcNow()).ToString("D"),
            Kind = SuppressionKinds.Works,
            Reason = "works",
            Author = "li",
            From = bench.Time.GetUtcNow(),
            Until = bench.Time.GetUtcNow().AddHours(6),
            ExpiresAt = bench.Time.GetUtcNow().AddHours(6),
            Problem = Problems.Garbage,
            Area = new Wgs84(118.5849, 24.8150, 120),
        },
        bench.Time.GetUtcNow()));

    /// <summary>What people report comes from the city's platform, as its import takes it.</summary>
    private void Import()
    {
        var seen = Opened();
        var report = seen with { Source = CandidateSource.City("city", _random.Next(2) == 0 ? "patrol" : "public", $"2026-{_random.Next(1_000_000)}").ToString(), Data = seen.Data with { Made = new Provenance("city", [], 0) } };
        if (report.Data.Problem == "sensor-silent")
            return;
        bench.Store.Write(transaction =>
        {
            var waiting = new WaitingMessage("city", "city", "city/city", CandidateFactory.Json(report), bench.Time.GetUtcNow());
            bench.Intake.Intake.TakeCandidate(transaction, new CandidateMessage(waiting, report));
            transaction.QueueFacts(bench.Time.GetUtcNow(), transaction.CaseOf(report.Data.Incident)!.Id);
        });
    }

    private void Judge()
    {
        if (Any() is not { } id)
            return;
        var kind = _random.Next(6) switch { 0 or 1 => VerdictKinds.Confirm, 2 => VerdictKinds.Correct, 3 => VerdictKinds.Reject, _ => VerdictKinds.Duplicate };
        var accepted = bench.Judge(id, new Verdict
        {
            Kind = kind,
            Actor = "li",
            Reason = "so it is",
            Problem = kind == VerdictKinds.Correct ? Kinds[_random.Next(Kinds.Length)] : null,
            DuplicateOf = kind == VerdictKinds.Duplicate ? Any() : null,
        });
        if (accepted == VerdictResult.Accepted && _random.Next(4) == 0)
            bench.Store.Write(transaction => transaction.TakeBack(id, new Undo { Actor = "wang" }, bench.Time.GetUtcNow()));
    }

    private void Change()
    {
        if ((Any(CaseStates.OpenSql.Replace("'pending', ", "", StringComparison.Ordinal)) ?? Any()) is not { } id)
            return;
        var state = bench.Store.Read(transaction => transaction.Standing(id)!.State);
        var moves = _random.Next(6) == 0 ? ChangeKinds.Moves : [.. CaseLife.MovesFrom(state).Where(kind => kind is not (ChangeKinds.Void or ChangeKinds.Suspend) || _random.Next(4) == 0)];
        if (moves.Count > 0)
        {
            bench.Change(id, new CaseChange
            {
                Kind = moves[_random.Next(moves.Count)],
                Actor = "platform",
                Reason = "so it is",
                At = _random.Next(3) == 0 ? bench.Time.GetUtcNow() - TimeSpan.FromMinutes(_random.Next(2000)) : null,
            });
        }
    }

    /// <summary>One of the latest, so that many a case is led to its end.</summary>
    private string? Any(string? states = null)
    {
        var ids = bench.Store.Read(transaction => transaction.All<string>($"SELECT id FROM cases {(states is null ? "" : $"WHERE state IN ({states})")} ORDER BY number DESC LIMIT 12"));
        return ids.Count == 0 ? null : ids[_random.Next(ids.Count)];
    }
}
