using EdgeWatch.Bench.Dedup.City;

namespace EdgeWatch.Bench.Dedup.Trace;

/// <summary>Days of a district with known truth. The same plan, seed and number of days give the same deliveries; they are made while they are read.</summary>
internal sealed class CityTrace
{
    private static readonly TimeSpan SayAgainEvery = TimeSpan.FromMinutes(30);

    private readonly DistrictPlan _plan;
    private readonly int _seed;
    private readonly int _days;

    public CityTrace(DistrictPlan plan, int seed, int days)
    {
        (_plan, _seed, _days) = (plan, seed, days);
        District = new District(plan, new Dice(seed));
    }

    /// <summary>A Monday, midnight in China, as UTC.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero);

    public District District { get; }

    /// <summary>What the city has permitted: the market, on Saturdays and Sundays.</summary>
    public IEnumerable<Permission> Permissions => new[] { 5, 6 }.Select(day => new Permission(
        Contracts.Problems.RoadOccupied, District.Market.ToPlace(_plan.MarketRadius, "register"), Start.AddDays(day).AddHours(5.5), Start.AddDays(day).AddHours(12.5), 7));

    /// <summary>Deliveries in the order of their arrival; the last may come days after the last problem.</summary>
    public IEnumerable<Delivery> Play()
    {
        var dice = new Dice(_seed + 1_000_000);
        var district = new District(_plan, new Dice(_seed));
        var (problems, noise) = (new ProblemCalendar(_plan, district, dice), new NoiseCalendar(_plan, district, _days, dice));
        var (eyes, desk, uplinks) = (new Eyes(_plan, district, dice), new FindingDesk(dice), new Uplinks(_plan, dice));
        var steps = new PriorityQueue<Action<DateTimeOffset>, DateTimeOffset>();
        var deliveries = new PriorityQueue<Delivery, DateTimeOffset>();

        void Send(Agent agent, DateTimeOffset at, Contracts.CandidateEvent candidate, Origin origin)
        {
            foreach (var delivery in uplinks.Send(agent, at, candidate, origin))
                deliveries.Enqueue(delivery, delivery.At);
        }

        void Expect((DateTimeOffset At, Glimpse Glimpse) seen) => steps.Enqueue(
            now =>
            {
                if (desk.Take(now, seen.Glimpse) is { } sent)
                    Send(seen.Glimpse.Agent, now, sent.Candidate, sent.Origin);
            },
            seen.At);

        for (var day = 0; day < _days; day++)
        {
            var midnight = Start.AddDays(day);
            uplinks.Plan(district.Agents, midnight);
            foreach (var seen in problems.On(midnight).SelectMany(eyes.See).Concat(noise.On(midnight, day)))
                Expect(seen);
            foreach (var agent in district.Agents.Where(_ => dice.Happens(_plan.Restarts * _plan.MemoryLost)))
                steps.Enqueue(now => { foreach (var (candidate, origin) in desk.Forget(agent, now)) Send(agent, now, candidate, origin); }, midnight + dice.Between(TimeSpan.Zero, TimeSpan.FromDays(1)));
            for (var at = midnight; at < midnight.AddDays(1); at += SayAgainEvery)
                steps.Enqueue(now => { foreach (var (agent, candidate, origin) in desk.SayAgain(now)) Send(agent, now, candidate, origin); }, at);
            foreach (var delivery in Run(steps, deliveries, day == _days - 1 ? DateTimeOffset.MaxValue : midnight.AddDays(1)))
                yield return delivery;
        }
    }

    /// <summary>Lets time go on to a moment, and yields what arrives meanwhile: nothing arrives before it is sent, so what is due before the next step is complete.</summary>
    private static IEnumerable<Delivery> Run(PriorityQueue<Action<DateTimeOffset>, DateTimeOffset> steps, PriorityQueue<Delivery, DateTimeOffset> deliveries, DateTimeOffset until)
    {
        while (true)
        {
            var next = steps.TryPeek(out var step, out var at) && at < until ? at : until;
            while (deliveries.TryPeek(out var delivery, out var arrives) && arrives < next)
            {
                deliveries.Dequeue();
                yield return delivery;
            }

            if (next == until)
                yield break;
            steps.Dequeue();
            step!(at);
        }
    }
}
