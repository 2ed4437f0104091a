using System.Globalization;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Intake;

/// <summary>
/// What a city's cameras send, as bytes from the broker. A million problems over the area of Beijing: one spot every 128 m, four spots to a camera, a hundred cameras to
/// an agent. The same seed gives the same flow.
/// </summary>
/// <remarks>
/// Of a hundred candidates ten open a case at a new spot; ten are the first of another camera at a known one; 65 go on with a finding, 30 of them anywhere in the city,
/// 35 among what was opened lately; five clear one; ten were sent before.
/// </remarks>
internal sealed class CityFlow(int standing, int seed, DateTimeOffset start)
{
    /// <summary>Degrees between two spots: 128 m of latitude.</summary>
    private const double Spacing = 0.00115;
    private const double West = 115.5;
    private const double South = 39.4;
    private const int SpotsOfCamera = 4;
    private const int CamerasOfAgent = 100;

    /// <summary>As many of the latest openings are what was opened lately.</summary>
    private const int Lately = 20_000;

    /// <summary>What was not acknowledged in time comes again, after as many others; by then it is committed, and only its acknowledgement was lost.</summary>
    private const int AgainAfter = 7_000;
    private const int Remembered = 12_000;

    private static readonly string[] Kinds = [Problems.BinOverflow, Problems.Garbage, Problems.RoadOccupied, Problems.ManholeOpen];
    private readonly Random _random = new(seed);
    private readonly List<Guid> _incidents = new(standing * 2);
    private readonly List<byte> _steps = new(standing * 2);
    private readonly WaitingMessage[] _latest = new WaitingMessage[Remembered];
    private readonly int _columns = (int)Math.Ceiling(Math.Sqrt(standing));
    private long _sent;

    /// <summary>The first candidate of every problem that stands before it is measured.</summary>
    public IEnumerable<WaitingMessage> Standing()
    {
        for (var spot = 0; spot < standing; spot++)
            yield return Remember(Open(spot));
    }

    /// <summary>The flow that is measured.</summary>
    public IEnumerable<WaitingMessage> Flow(int count)
    {
        for (var sent = 0; sent < count; sent++)
        {
            yield return _random.Next(100) switch
            {
                < 10 => Remember(Open(_incidents.Count)),
                < 20 => Remember(FromBeside(_random.Next(2) == 0 ? Anywhere() : LatelyOpened())),
                < 50 => Remember(Next(Anywhere(), CandidateTypes.Updated)),
                < 85 => Remember(Next(LatelyOpened(), CandidateTypes.Updated)),
                < 90 => Remember(Next(LatelyOpened(), CandidateTypes.Cleared)),
                _ => Again(),
            };
        }
    }

    /// <summary>Candidates that each open a case: the dearest way through.</summary>
    public IEnumerable<WaitingMessage> AllNew(int count)
    {
        for (var sent = 0; sent < count; sent++)
            yield return Remember(Open(_incidents.Count));
    }

    private int Anywhere() => _random.Next(_incidents.Count);

    private int LatelyOpened() => _random.Next(Math.Max(0, _incidents.Count - Lately), _incidents.Count);

    private WaitingMessage Again() => _latest[_random.NextInt64(Math.Max(0, _sent - Remembered), Math.Max(1, _sent - AgainAfter)) % Remembered] with { ReceivedAt = Now() };

    private WaitingMessage Remember(WaitingMessage message) => _latest[_sent++ % Remembered] = message;

    private WaitingMessage Open(int spot)
    {
        _incidents.Add(NewId());
        _steps.Add(1);
        return Message(spot, spot / SpotsOfCamera, _incidents[spot], 1, CandidateTypes.Opened);
    }

    /// <summary>Another camera finds what is known: two metres beside, and its own finding.</summary>
    private WaitingMessage FromBeside(int spot) => Message(spot, (standing * 4) + spot, NewId(), 1, CandidateTypes.Opened);

    private WaitingMessage Next(int spot, string type) => Message(spot, spot / SpotsOfCamera, _incidents[spot], ++_steps[spot], type);

    private Guid NewId() => Guid.CreateVersion7(Now());

    private DateTimeOffset Now() => start.AddMilliseconds(_sent / 20.0);

    private WaitingMessage Message(int spot, int camera, Guid incident, int step, string type)
    {
        var now = Now();
        var agent = string.Create(CultureInfo.InvariantCulture, $"box-{camera / CamerasOfAgent:00000}");
        return new WaitingMessage(agent, "events", Topics.Events(agent), CandidateJson.Of(Candidate(spot, agent, camera, incident, step, type, now)), now);
    }

    private CandidateEvent Candidate(int spot, string agent, int camera, Guid incident, int step, string type, DateTimeOffset now)
    {
        // New spots lie in the middle between those that stand.
        var (row, column, middle) = (spot % standing / _columns, spot % standing % _columns, spot < standing ? 0 : 0.5 * Spacing);
        var (score, left) = (0.6f + (0.3f * _random.NextSingle()), 0.05f + (0.2f * (spot % SpotsOfCamera)));
        return new CandidateEvent
        {
            Id = Guid.CreateVersion7(now),
            Source = string.Create(CultureInfo.InvariantCulture, $"/agents/{agent}/cameras/camera-{camera:0000000}"),
            Type = type,
            Time = now,
            Data = new CandidateData
            {
                Incident = incident,
                Sequence = step,
                Problem = Kinds[spot % Kinds.Length],
                SeenAt = now,
                Since = now.AddMinutes(-2),
                Place = new Place(West + (column * Spacing) + middle, South + (row * Spacing) + middle + (camera > spot ? 0.00002 : 0), CoordinateSystems.Wgs84, 3, "calibration"),
                Score = score,
                Threshold = 0.55f,
                Confidence = 0.7f + (0.25f * _random.NextSingle()),
                Judgement = new Judgement
                {
                    Rule = "state", Zone = $"zone-{spot % SpotsOfCamera}", LooksFor = 3 + (step % 3), LooksAgainst = 1, Dwell = TimeSpan.FromSeconds(120 + step), Asked = "3 of 5 looks ≥ 0.55",
                },
                Subjects = [new Subject("overflow", score, left, 0.42f, left + 0.15f, 0.77f)],
                Evidence = type == CandidateTypes.Opened || step % 3 == 0 ? Picture(now) : null,
                Made = new Provenance("0.4.0", ["street@0123456789ab", "traffic@ba9876543210"], 12),
            },
        };
    }

    private EvidenceReference Picture(DateTimeOffset now)
    {
        Span<byte> hash = stackalloc byte[32];
        _random.NextBytes(hash);
        return new EvidenceReference
        {
            Id = Guid.CreateVersion7(now), MediaType = "image/jpeg", Sha256 = Convert.ToHexStringLower(hash), Bytes = 180_000, Width = 1920, Height = 1080, TakenAt = now, Masked = true,
        };
    }
}
