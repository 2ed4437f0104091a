using EdgeWatch.Bench.Dedup.City;
using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Dedup.Trace;

/// <summary>Lets real problems arise, day by day, and come back.</summary>
internal sealed class ProblemCalendar(DistrictPlan plan, District district, Dice dice)
{
    private readonly PriorityQueue<RealProblem, DateTimeOffset> _returning = new();

    /// <summary>Until when each bin or cover has a problem: it cannot have two.</summary>
    private readonly Dictionary<Furniture, DateTimeOffset> _until = [];
    private int _made;

    /// <summary>The problems that appear on one day.</summary>
    public IEnumerable<RealProblem> On(DateTimeOffset midnight)
    {
        foreach (var kind in plan.Kinds)
        {
            for (var more = dice.Poisson(kind.PerDay); more > 0; more--)
            {
                foreach (var problem in Arise(kind, midnight + TimeSpan.FromHours(dice.Between(kind.FromHour, kind.ToHour))))
                    yield return Remember(problem);
            }
        }

        while (_returning.TryPeek(out var before, out var at) && at < midnight.AddDays(1))
        {
            _returning.Dequeue();
            if (before.On is null || Free(before.On, at))
                yield return Remember(Make(before.Kind, before.At, at, before.On));
        }
    }

    private IEnumerable<RealProblem> Arise(ProblemKind kind, DateTimeOffset from)
    {
        if (kind.Problem is Problems.BinOverflow or Problems.ManholeOpen)
        {
            var watched = dice.Of(district.Cameras).FurnitureZones.Keys.Where(one => one.IsBin == (kind.Problem == Problems.BinOverflow) && Free(one, from)).ToList();
            if (watched.Count == 0)
                yield break;
            var one = dice.Of(watched);
            yield return Make(kind, one.At, from, one);
            // Who finds one bin full uses the one beside it.
            if ((one.Twin ?? district.Furniture.FirstOrDefault(other => other.Twin == one)) is { } twin && Free(twin, from) && dice.Happens(0.5))
                yield return Make(kind, twin.At, from + dice.Between(TimeSpan.Zero, TimeSpan.FromHours(2)), twin);
            yield break;
        }

        var spot = district.Spot();
        yield return Make(kind, spot, from, null);
        if (kind.Problem == Problems.RoadOccupied && dice.Happens(plan.OtherProblemBeside))
            yield return Make(plan.Kind(Problems.Garbage), spot, from + dice.Between(TimeSpan.Zero, TimeSpan.FromHours(1)), null);
    }

    private bool Free(Furniture one, DateTimeOffset at) => !_until.TryGetValue(one, out var until) || until < at;

    private RealProblem Make(ProblemKind kind, Ground at, DateTimeOffset from, Furniture? on)
    {
        var life = dice.LogNormal(kind.Life, kind.LifeSpread);
        var to = from + (life < TimeSpan.FromDays(5) ? life : TimeSpan.FromDays(5));
        var showsFrom = on is { IsBin: true } ? from + dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(30)) : from;
        var problem = new RealProblem(new Origin(OriginKind.Problem, _made++), kind, at, from, to, on, showsFrom);
        if (on is not null)
            _until[on] = problem.To + plan.RecursAfter / 2;
        return problem;
    }

    private RealProblem Remember(RealProblem problem)
    {
        if (dice.Happens(plan.Recurring))
            _returning.Enqueue(problem, problem.To + dice.Between(plan.RecursAfter, plan.RecursWithin));
        return problem;
    }
}
