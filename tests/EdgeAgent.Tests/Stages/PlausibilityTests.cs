using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Stages;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Stages;

public sealed class PlausibilityTests
{
    private static readonly Box Place = new(0.4f, 0.4f, 0.6f, 0.8f);
    private static readonly Box Around = new(0.38f, 0.35f, 0.6f, 0.8f);

    [Theory]
    [InlineData("garbage", "motorcycle")]
    [InlineData("garbage", "person")]
    [InlineData("overflow", "truck")]
    public void Refuse_where_a_person_or_a_vehicle_is_seen_at_least_as_surely_is_none(string refuse, string really) =>
        Plausibility.Of([See(really, Around, 0.7f), See(refuse, Place, 0.7f)]).ShouldHaveSingleItem().Class.ShouldBe(really);

    [Fact]
    public void Refuse_that_is_surer_than_the_person_stays()
    {
        Detection[] seen = [See("garbage", Place, 0.7f), See("person", Around, 0.6f)];
        Plausibility.Of(seen).ShouldBeSameAs(seen);
    }

    [Fact]
    public void Bags_that_lie_before_a_parked_car_stay()
    {
        Detection[] seen = [See("car", new Box(0.3f, 0.3f, 0.8f, 0.8f), 0.9f), See("garbage", new Box(0.5f, 0.6f, 0.65f, 0.8f), 0.6f)];
        Plausibility.Of(seen).ShouldBeSameAs(seen);
    }

    [Fact]
    public void An_open_hole_upon_a_vehicle_is_a_part_of_the_vehicle_and_one_before_it_is_a_hole()
    {
        var car = See("car", new Box(0.3f, 0.3f, 0.8f, 0.7f), 0.9f);
        var (wheel, hole) = (See("manhole-open", new Box(0.35f, 0.58f, 0.45f, 0.7f)), See("manhole-open", new Box(0.4f, 0.66f, 0.6f, 0.8f)));

        Plausibility.Of([car, wheel, hole]).ShouldBe([car, hole]);
    }

    [Fact]
    public void Bins_and_closed_covers_are_left_to_the_rules()
    {
        Detection[] seen = [See("person", Around, 0.9f), See("bin", Place, 0.5f), See("manhole-closed", Place, 0.5f)];
        Plausibility.Of(seen).ShouldBeSameAs(seen);
    }
}
