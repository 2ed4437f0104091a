using System.Globalization;
using System.Text.Json;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Api;

/// <summary>
/// A city of 30 by 30 km with a million cases of two years, made by the store itself out of a row of numbers: some few statements for a hundred thousand cases, the same on SQLite
/// and PostgreSQL. What is where and when follows from the number by remainders, so that the bench knows what it may ask for.
/// </summary>
/// <param name="cases">How many; the last is the newest.</param>
/// <param name="now">When the last one was opened.</param>
internal sealed class BigCity(long cases, DateTimeOffset now)
{
    public const int Agents = 500;
    public const int CamerasOfAgent = 40;
    public const double West = 118.45;
    public const double South = 24.70;
    public const double Width = 0.30;
    public const double Height = 0.27;

    private const long Chunk = 100_000;
    private static readonly TimeSpan Span = TimeSpan.FromDays(730);

    /// <summary>In the order of the shares below.</summary>
    public static readonly IReadOnlyList<string> Problems =
        [Contracts.Problems.Garbage, Contracts.Problems.RoadOccupied, Contracts.Problems.BinOverflow, Contracts.Problems.ManholeOpen, Contracts.Problems.CoverMoved];

    /// <summary>Cases on file, for requests of one.</summary>
    public static string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"01900000-0000-7000-8000-{number:D12}");

    public static string AgentOf(int agent) => string.Create(CultureInfo.InvariantCulture, $"box-{agent}");

    public static string CameraOf(int agent, int camera) => string.Create(CultureInfo.InvariantCulture, $"cam-{agent}-{camera}");

    public DateTimeOffset OpenedAt(long number) => now - (Span * ((cases - number) / (double)cases));

    public void Fill(CaseStore store, Action<double> progress, CancellationToken stop)
    {
        store.Write(FillRegisters);
        for (var first = 1L; first <= cases; first += Chunk)
        {
            stop.ThrowIfCancellationRequested();
            var values = Values(first, Math.Min(cases, first + Chunk - 1));
            store.Write(transaction =>
            {
                foreach (var statement in BigCitySql.OfCases)
                    transaction.Execute(statement, values);
            });
            progress(Math.Min(1, (first + Chunk - 1) / (double)cases));
        }

        store.KeepStatistics();
    }

    private static void FillRegisters(StoreTransaction transaction)
    {
        var at = DateTimeOffset.UnixEpoch;
        var camera = JsonSerializer.Serialize(
            new CameraStatus { Camera = "cam", Name = "Crossing", State = CameraStates.Live, Since = at, LooksDue = 100, LooksMade = 99, Cadence = TimeSpan.FromSeconds(10), Width = 1920, Height = 1080, Codec = "h264" },
            ContractsJson.Default.CameraStatus);
        var agent = JsonSerializer.Serialize(new AgentStatus { Agent = "box", Online = true, Version = "0.1.0", At = at }, ContractsJson.Default.AgentStatus);
        foreach (var statement in BigCitySql.OfRegisters)
            transaction.Execute(statement, new { Agents = (long)Agents, CamerasOfAgent = (long)CamerasOfAgent, CameraStatus = camera, AgentStatus = agent });
    }

    private object Values(long first, long last) => new
    {
        First = first,
        Last = last,
        Cases = cases,
        Now = now.ToStore(),
        Span = (long)(Span.TotalMicroseconds / cases),
        Agents = (long)Agents,
        CamerasOfAgent = (long)CamerasOfAgent,
        West,
        South,
        Width,
        Height,
        Garbage = Problems[0],
        Road = Problems[1],
        Bin = Problems[2],
        Manhole = Problems[3],
        Cover = Problems[4],
        Records,
        Original = Original(),
    };

    private const string Records =
        """
        [{"problem":"garbage","reporter":"camera","confirmed":8123,"rejected":1604,"shareSum":8132.5}]
        """;

    /// <summary>A candidate as an agent sends it, with five boxes.</summary>
    private static string Original()
    {
        var at = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        return JsonSerializer.Serialize(
            new CandidateEvent
            {
                Id = Guid.Empty,
                Source = "/agents/box-1/cameras/cam-1-1",
                Type = CandidateTypes.Opened,
                Time = at,
                Data = new CandidateData
                {
                    Incident = Guid.Empty,
                    Sequence = 1,
                    Problem = Contracts.Problems.Garbage,
                    SeenAt = at,
                    Since = at,
                    Place = new Place(118.585, 24.815, CoordinateSystems.Wgs84, 12, "calibration"),
                    Score = 0.8f,
                    Threshold = 0.55f,
                    Confidence = 0.9f,
                    Judgement = new Judgement { Rule = "state", Zone = "kerb", LooksFor = 4, LooksAgainst = 1, Dwell = TimeSpan.FromMinutes(2), Asked = "3 of 5 looks ≥ 0.55" },
                    Subjects = [.. Enumerable.Range(0, 5).Select(box => new Subject("garbage", 0.8f, 0.1f * box, 0.42f, (0.1f * box) + 0.08f, 0.77f))],
                    Made = new Provenance("0.1.0", ["street@0123456789ab"], 3),
                },
            },
            ContractsJson.Default.CandidateEvent);
    }
}
