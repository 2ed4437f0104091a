using EdgeWatch.Bench.Dedup.City;
using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Dedup.Trace;

/// <summary>What is reported though nothing is wrong: statues, mistakes, rain on the glass, and the vendors of a permitted market.</summary>
internal sealed class NoiseCalendar
{
    private readonly DistrictPlan _plan;
    private readonly District _district;
    private readonly Dice _dice;
    private readonly List<(Camera Camera, Ground At)> _statues;
    private readonly int _rainyDay;
    private int _made;

    public NoiseCalendar(DistrictPlan plan, District district, int days, Dice dice)
    {
        (_plan, _district, _dice) = (plan, district, dice);
        _statues = [.. Enumerable.Range(0, plan.Statues).Select(_ => dice.Of(district.Cameras)).Select(camera => (camera, district.InView(camera)))];
        _made = plan.Statues;
        _rainyDay = dice.Below(days);
    }

    public IEnumerable<(DateTimeOffset At, Glimpse Glimpse)> On(DateTimeOffset midnight, int day)
    {
        for (var statue = 0; statue < _statues.Count; statue++)
        {
            for (var more = _dice.Poisson(_plan.StatueFindings); more > 0; more--)
            {
                var from = midnight + _dice.Between(TimeSpan.Zero, TimeSpan.FromDays(1));
                foreach (var glimpse in False(_statues[statue].Camera, _statues[statue].At, from, _dice.LogNormal(TimeSpan.FromHours(1), 1), new Origin(OriginKind.Noise, statue), Problems.Garbage))
                    yield return glimpse;
            }
        }

        foreach (var camera in _district.Cameras.Where(_ => _dice.Happens(_plan.FalseFindings)))
        {
            var problem = _dice.Happens(0.5) ? Problems.Garbage : Problems.RoadOccupied;
            foreach (var glimpse in False(camera, _district.InView(camera), midnight + _dice.Between(TimeSpan.Zero, TimeSpan.FromDays(1)), _dice.LogNormal(TimeSpan.FromMinutes(15), 1), Mistake(), problem))
                yield return glimpse;
        }

        foreach (var glimpse in (day == _rainyDay ? Rain(midnight) : []).Concat(day % 7 >= 5 ? Vendors(midnight) : []))
            yield return glimpse;
    }

    private IEnumerable<(DateTimeOffset At, Glimpse Glimpse)> Rain(DateTimeOffset midnight)
    {
        var cameras = _district.Cameras.ToArray();
        _dice.Shuffle(cameras);
        var start = midnight + _dice.Between(TimeSpan.FromHours(8), TimeSpan.FromHours(20));
        return cameras.Take(_plan.RainCameras).SelectMany(camera =>
            False(camera, _district.InView(camera), start + _dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(15)), _dice.LogNormal(TimeSpan.FromMinutes(25), 0.5), Mistake(), Problems.Garbage)).ToList();
    }

    private IEnumerable<(DateTimeOffset At, Glimpse Glimpse)> Vendors(DateTimeOffset midnight) =>
        Enumerable.Range(0, _plan.MarketVendors).SelectMany(_ =>
        {
            var at = _district.Market + new Ground(_dice.Between(-20, 20), _dice.Between(-20, 20));
            var from = midnight + _dice.Between(TimeSpan.FromHours(6), TimeSpan.FromHours(8));
            var to = midnight + _dice.Between(TimeSpan.FromHours(10), TimeSpan.FromHours(11.8));
            var vendor = new Origin(OriginKind.Permitted, _made++);
            return _district.Cameras.Where(camera => camera.Sees(at) && _dice.Happens(_plan.Seen)).SelectMany(camera => False(camera, at, from, to - from, vendor, Problems.RoadOccupied)).ToList();
        }).ToList();

    private Origin Mistake() => new(OriginKind.Noise, _made++);

    private IEnumerable<(DateTimeOffset At, Glimpse Glimpse)> False(Camera camera, Ground at, DateTimeOffset from, TimeSpan life, Origin origin, string problem)
    {
        var zone = camera.ZonesOf(at).First();
        var key = new WatchKey($"/agents/{camera.Agent.Id}/cameras/{camera.Id}", zone.Id, problem);
        var sight = new Sight(camera.PlaceOf(at, zone, _dice), null, camera.Box(problem, at, 1.5, _dice));
        yield return (from, new Glimpse(key, camera.Agent, origin, true, TimeSpan.FromMinutes(3), sight));
        yield return (from + life + TimeSpan.FromMinutes(2), new Glimpse(key, camera.Agent, origin, false, TimeSpan.Zero, sight));
    }
}
