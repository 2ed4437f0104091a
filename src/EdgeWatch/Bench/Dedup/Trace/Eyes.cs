using EdgeWatch.Bench.Dedup.City;
using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Dedup.Trace;

/// <summary>What cameras and sensors see of a real problem, and when: not all see it, each begins a little later, and now and then something stands before it.</summary>
internal sealed class Eyes(DistrictPlan plan, District district, Dice dice)
{
    /// <summary>How long a thing must be out of sight before the agent calls it gone.</summary>
    private static readonly TimeSpan ClearAfter = TimeSpan.FromMinutes(2);

    public IEnumerable<(DateTimeOffset At, Glimpse Glimpse)> See(RealProblem problem)
    {
        var cameras = district.Cameras.Where(camera => camera.Sees(problem.At) && dice.Happens(plan.Seen)).SelectMany(camera => Look(camera, problem));
        return problem.On is { } on ? cameras.Concat(district.Sensors.Where(sensor => sensor.On == on).SelectMany(sensor => Read(sensor, problem))) : cameras;
    }

    private IEnumerable<(DateTimeOffset At, Glimpse Glimpse)> Look(Camera camera, RealProblem problem)
    {
        var restless = dice.Happens(plan.AtTheThreshold) ? 6 : 1;
        // Each camera sees another end of a thing, and the same end again and again.
        var end = problem.At + Scatter(problem.Size / 4);
        foreach (var zone in ZonesOf(camera, problem).ToList())
        {
            var name = problem.Kind.Problem == Problems.ManholeOpen && dice.Happens(0.4) ? Problems.ManholeAbsent : problem.Kind.Problem;
            var key = new WatchKey($"/agents/{camera.Agent.Id}/cameras/{camera.Id}", zone.Id, name);
            foreach (var (from, to) in Phases(problem, restless))
            {
                var seen = end + Scatter(problem.Size / 16);
                var sight = new Sight(camera.PlaceOf(seen, zone, dice), zone.Tied?.Component, camera.Box(name, seen, problem.Size, dice));
                yield return (from + problem.Kind.Dwell, new Glimpse(key, camera.Agent, problem.Origin, true, problem.Kind.Dwell, sight));
                var told = to < problem.To || !dice.Happens(plan.NeverCleared);
                yield return (to + ClearAfter, new Glimpse(key, camera.Agent, problem.Origin, false, TimeSpan.Zero, sight) { Told = told });
            }
        }
    }

    private IEnumerable<(DateTimeOffset At, Glimpse Glimpse)> Read(Sensor sensor, RealProblem problem)
    {
        var (name, quantity) = sensor.On.IsBin ? (Problems.BinFull, "fill-level") : (Problems.CoverMoved, "tilt");
        var key = new WatchKey($"/agents/{sensor.Agent.Id}/sensors/{sensor.Id}", quantity, name);
        var sight = new Sight(sensor.On.At.ToPlace(5, "register"), sensor.Tied ? sensor.On.Component : null, null);
        // A fill level is measured every few minutes; a tilt is sent at once.
        var from = problem.From + dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(sensor.On.IsBin ? 10 : 1));
        yield return (from, new Glimpse(key, sensor.Agent, problem.Origin, true, TimeSpan.Zero, sight));
        yield return (problem.To + dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(20)), new Glimpse(key, sensor.Agent, problem.Origin, false, TimeSpan.Zero, sight));
    }

    private Ground Scatter(double metres) => new(dice.Normal() * metres, dice.Normal() * metres);

    private static IEnumerable<Zone> ZonesOf(Camera camera, RealProblem problem) => problem.On is null
        ? camera.ZonesOf(problem.At)
        : camera.FurnitureZones.TryGetValue(problem.On, out var zone) ? [zone] : [];

    /// <summary>When a camera sees it: from a little after its appearing to its end, with gaps. What is seen for less than the dwell opens nothing.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Phases(RealProblem problem, int restless)
    {
        var from = problem.ShowsFrom + dice.Exponential(TimeSpan.FromMinutes(3));
        while (from < problem.To)
        {
            var until = from + dice.Exponential(problem.Kind.HiddenEvery / restless);
            var hidden = dice.LogNormal(problem.Kind.Hidden, problem.Kind.HiddenSpread);
            // A short occlusion is within what the agent's own rule waits for.
            var notices = hidden > ClearAfter;
            while (!notices && until < problem.To)
            {
                until += dice.Exponential(problem.Kind.HiddenEvery / restless);
                hidden = dice.LogNormal(problem.Kind.Hidden, problem.Kind.HiddenSpread);
                notices = hidden > ClearAfter;
            }

            if (until >= problem.To - ClearAfter)
                until = problem.To;
            if (until - from >= problem.Kind.Dwell)
                yield return (from, until);
            from = until + hidden;
        }
    }
}
