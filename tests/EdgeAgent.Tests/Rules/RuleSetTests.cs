using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Rules;

public sealed class RuleSetTests
{
    private static readonly RuleOptions Parked = new() { Rule = "occupancy", Problem = Problems.RoadOccupied, Classes = ["car"], Dwell = TimeSpan.FromMinutes(2) };

    [Fact]
    public void A_zone_taken_out_of_the_settings_clears_its_finding()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(4), See("car", Box(0.4f, 0.4f)));
        street.InForce = Camera();
        street.Look(See("car", Box(0.4f, 0.4f)));

        street.Steps.ShouldBe([FindingStep.Opened, FindingStep.Cleared]);
        street.Announced[1].State.Sequence.ShouldBe(2);
        street.Announced[1].Ruling.Judgement!.Asked.ShouldBe("zone or rule taken out of the settings");
    }

    [Fact]
    public void A_zone_drawn_anew_with_another_dwell_keeps_its_finding()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(4), See("car", Box(0.4f, 0.4f)));
        street.InForce = Camera(Zone("lane", Parked with { Dwell = TimeSpan.FromMinutes(1) }) with { Name = "drawn anew" });
        street.LookFor(TimeSpan.FromMinutes(4), See("car", Box(0.4f, 0.4f)));

        street.Steps.ShouldBe([FindingStep.Opened]);
    }

    [Fact]
    public void Settings_that_change_elsewhere_do_not_begin_a_dwell_anew()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(1), See("car", Box(0.4f, 0.4f)));
        street.InForce = Camera(Zone("lane", Parked with { Classes = ["car"] }), Zone("other"));
        street.LookFor(TimeSpan.FromSeconds(70), See("car", Box(0.4f, 0.4f)));

        street.Steps.ShouldBe([FindingStep.Opened]);
    }

    [Fact]
    public void A_rule_that_fails_costs_only_its_own_ruling()
    {
        var street = new Street(Camera(Zone("broken", Parked with { Classes = null! }), Zone("lane", Parked)));
        street.LookFor(TimeSpan.FromMinutes(4), See("car", Box(0.4f, 0.4f)));

        street.Steps.ShouldBe([FindingStep.Opened]);
        street.Metrics.Period.Take().Dropped.Keys.ShouldContain("rule-occupancy-failed");
    }

    [Fact]
    public void An_unknown_rule_is_refused_by_name()
    {
        Should.Throw<ArgumentException>(() => KnownRules.Make(Zone("lane"), Parked with { Rule = "loitering" }))
            .Message.ShouldContain("zone lane: there is no rule 'loitering'; use one of occupancy, state, absence");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_happens_lives_are_opened_and_cleared_in_turn_without_a_hole_in_the_sequence(int seed)
    {
        var random = new Random(seed);
        var open = Parked with { Rule = "absence", Problem = Problems.ManholeOpen, Classes = ["hole"], Hits = 2, Looks = 4, ClearAfter = TimeSpan.FromSeconds(30) };
        var zones = (Zone[])[Zone("a", Parked, open), Zone("b", Parked with { Dwell = TimeSpan.FromSeconds(40), ClearAfter = TimeSpan.FromSeconds(20) })];
        var street = new Street(Camera(zones));
        var restored = new Dictionary<FindingKey, OpenFinding>();
        var lives = new Dictionary<FindingKey, List<Finding>>();
        var (there, taken) = (new bool[3], 0);
        for (var look = 0; look < 3000; look++)
        {
            for (var i = 0; i < there.Length; i++)
                there[i] ^= random.Next(25) == 0;
            var seen = Enumerable.Range(0, 3).Where(i => there[i] && random.Next(6) > 0)
                .Select(i => See(i == 2 ? "hole" : "car", Box(0.3f + 0.15f * i, 0.4f), 0.4f + 0.5f * random.NextSingle())).ToArray();
            street.Look(random.Next(12) == 0 ? Visibility.Blurred : Visibility.Clear, TimeSpan.FromSeconds(random.Next(50) == 0 ? 900 : 10), seen);
            if (random.Next(100) == 0)
                street.InForce = Camera(random.Next(3) == 0 ? [zones[0]] : zones);
            taken = Take(street, taken, lives, restored);
            if (random.Next(200) == 0)
                (street, taken) = (new Street(street.InForce, [.. restored.Values]), 0);
        }

        lives.Values.Sum(steps => steps.Count).ShouldBeGreaterThan(20);
        foreach (var steps in lives.Values)
        {
            for (var i = 0; i < steps.Count; i++)
            {
                var begins = i == 0 || steps[i - 1].Step == FindingStep.Cleared;
                steps[i].Step.ShouldBe(begins ? FindingStep.Opened : steps[i].Step == FindingStep.Updated ? FindingStep.Updated : FindingStep.Cleared);
                steps[i].State.Sequence.ShouldBe(begins ? 1 : steps[i - 1].State.Sequence + 1);
                if (!begins)
                    steps[i].State.Incident.ShouldBe(steps[i - 1].State.Incident);
            }
        }

        lives.Values.SelectMany(steps => steps).Where(step => step.Step == FindingStep.Opened).Select(step => step.State.Incident).ShouldBeUnique();
    }

    private static int Take(Street street, int taken, Dictionary<FindingKey, List<Finding>> lives, Dictionary<FindingKey, OpenFinding> restored)
    {
        foreach (var finding in street.Announced.Skip(taken))
        {
            if (!lives.TryGetValue(finding.State.Key, out var steps))
                lives[finding.State.Key] = steps = [];
            steps.Add(finding);
            if (finding.Step == FindingStep.Cleared)
                restored.Remove(finding.State.Key);
            else
                restored[finding.State.Key] = finding.State;
        }

        return street.Announced.Count;
    }
}
