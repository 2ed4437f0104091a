using EdgeWatch.Bench.Dedup.City;
using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Dedup.Trace;

/// <summary>The way of messages to the centre: seconds as a rule; hours where an uplink is down, and then all at once in any order; a fifth of them more than once.</summary>
internal sealed class Uplinks(DistrictPlan plan, Dice dice)
{
    private readonly Dictionary<Agent, (DateTimeOffset From, DateTimeOffset To)> _down = [];

    /// <summary>Decides which uplinks fail on a day.</summary>
    public void Plan(IEnumerable<Agent> agents, DateTimeOffset midnight)
    {
        foreach (var agent in agents.Where(_ => dice.Happens(plan.Outages)))
        {
            var from = midnight + dice.Between(TimeSpan.Zero, TimeSpan.FromDays(1));
            var length = dice.LogNormal(TimeSpan.FromMinutes(30), 1.2);
            _down[agent] = (from, from + (length < TimeSpan.FromHours(12) ? length : TimeSpan.FromHours(12)));
        }
    }

    public IEnumerable<Delivery> Send(Agent agent, DateTimeOffset at, CandidateEvent candidate, Origin origin)
    {
        // Pictures go before their events, and a retry waits: most are there in seconds, one in twenty takes minutes.
        var arrives = at + dice.Exponential(dice.Happens(0.05) ? TimeSpan.FromMinutes(3) : TimeSpan.FromSeconds(2));
        if (_down.TryGetValue(agent, out var outage) && arrives >= outage.From && arrives < outage.To)
            arrives = outage.To + dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(3));
        yield return new Delivery(arrives, candidate, origin, false);
        // An acknowledgement that is lost makes the agent send again: soon, or after its next restart.
        for (var again = arrives; dice.Happens(plan.Redelivered);)
        {
            again += dice.Exponential(dice.Happens(0.2) ? TimeSpan.FromHours(4) : TimeSpan.FromMinutes(1));
            yield return new Delivery(again, candidate, origin, true);
        }
    }
}
