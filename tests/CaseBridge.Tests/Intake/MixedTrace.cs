using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Intake;

/// <summary>Candidates of a crowded street corner: five cameras and two sensors over the same few things, in any order, some of them sent again.</summary>
internal sealed class MixedTrace(int seed)
{
    private static readonly string[] Kinds = [Problems.Garbage, Problems.BinOverflow, Problems.RoadOccupied, Problems.ManholeOpen];
    private readonly Random _random = new(seed);
    private readonly CandidateFactory _factory = new(start: new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly List<CandidateEvent> _sent = [];
    private int _pictures;

    public CandidateEvent[] Candidates(int count)
    {
        while (_sent.Count < count)
            _sent.Add(Next());
        // Neighbours change places: what an agent sent later may arrive earlier.
        for (var swap = 0; swap < count / 4; swap++)
        {
            var at = _random.Next(count - 1);
            (_sent[at], _sent[at + 1]) = (_sent[at + 1], _sent[at]);
        }

        return [.. _sent];
    }

    private CandidateEvent Next() => (_sent.Count < 5 ? 0 : _random.Next(10)) switch
    {
        < 3 => FromCamera(),
        3 => FromSensor(),
        < 6 => _factory.Updated(Earlier(), Picture(), 0.5f + (0.5f * _random.NextSingle())),
        6 => CandidateFactory.Vouched(_factory.Updated(Earlier()), "/agents/street-1/cameras/camera-9", ratio: 0.5 + (8 * _random.NextDouble())),
        7 => _factory.Cleared(Earlier()),
        _ => Earlier(),
    };

    private CandidateEvent Earlier() => _sent[_random.Next(_sent.Count)];

    private CandidateEvent FromCamera() => _factory.Opened(
        $"camera-{_random.Next(1, 6)}", $"zone-{_random.Next(1, 4)}", Kinds[_random.Next(Kinds.Length)], _random.Next(6) == 0 ? $"110101010100000{_random.Next(3)}" : null, SomePlace(), Picture(), 0.5f + (0.5f * _random.NextSingle()));

    private CandidateEvent FromSensor() => _factory.OpenedBySensor($"cover-{_random.Next(1, 3)}", place: SomePlace(), confidence: 0.5f + (0.4f * _random.NextSingle()));

    private Place? SomePlace() => _random.Next(4) == 0 ? null : new Place(
        116.397 + (0.00008 * _random.Next(12)), 39.908 + (0.00003 * _random.Next(4)), _random.Next(5) == 0 ? CoordinateSystems.Gcj02 : CoordinateSystems.Wgs84, _random.Next(2, 12), _random.Next(5) == 0 ? "camera" : "calibration");

    private byte[]? Picture() => _random.Next(3) == 0 ? CandidateFactory.Picture(++_pictures, 64) : null;
}
