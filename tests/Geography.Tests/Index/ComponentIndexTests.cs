using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Index;
using EdgeWatch.Geography.Registers;

namespace EdgeWatch.Geography.Tests.Index;

public sealed class ComponentIndexTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    private static readonly LocalPlane Plane = new(new Wgs84(118.585, 24.815, 0));

    [Fact]
    public void The_nearest_is_the_one_that_a_look_at_every_component_finds()
    {
        var random = new Random(1);
        var components = Enumerable.Range(0, 5000).Select(index => new ComponentRecord(
            $"35990101{index % 9 + 1:D2}{index:D6}", $"01{index % 9 + 1:D2}", Plane.FromPlane(random.Next(-2000, 2000), random.Next(-2000, 2000)), index % 3 == 0 ? new Validity(null, Day) : default)).ToArray();
        var index = Build(components);

        for (var round = 0; round < 300; round++)
        {
            var place = Plane.FromPlane((random.NextDouble() * 4400) - 2200, (random.NextDouble() * 4400) - 2200);
            var radius = random.Next(1, 400);
            Func<string, bool>? sought = round % 2 == 0 ? null : code => code == "0103";
            var expected = components.Where(component => component.Valid.Holds(Day) && sought?.Invoke(component.Class) != false)
                .Select(component => (component.Id, Distance: component.Place.DistanceTo(place))).OrderBy(pair => pair.Distance).First();
            var found = index.Nearest(place, radius, Day, sought);

            // The index takes the earth as flat around the place: some millimetres at these distances.
            if (expected.Distance < radius * 0.9999)
            {
                found.ShouldNotBeNull();
                found.Value.Distance.ShouldBe(expected.Distance, 0.01);
            }
            else if (expected.Distance > radius * 1.0001)
            {
                found.ShouldBeNull();
            }
        }
    }

    [Fact]
    public void Many_components_at_one_place_are_one_answer_the_least_id()
    {
        var here = Plane.FromPlane(10, 10);
        var index = Build([.. Enumerable.Range(0, 500).Reverse().Select(number => new ComponentRecord($"pole-{number:D3}", "0130", here, default))]);

        index.Nearest(here, 1, Day)!.Value.Id.ShouldBe("pole-000");
        index.Find("pole-499", Day)!.Value.Place.ShouldBe(here);
    }

    [Fact]
    public void A_component_is_found_by_its_id_where_it_stood_on_the_day()
    {
        var (old, moved) = (Plane.FromPlane(0, 0), Plane.FromPlane(500, 0));
        var index = Build([new("A", "0101", old, new Validity(null, new(2025, 6, 1))), new("A", "0101", moved, new Validity(new(2025, 6, 1), null)), new("B", "0101", old, default)]);

        index.Find("A", new(2025, 5, 31))!.Value.Place.ShouldBe(old);
        index.Find("A", new(2025, 6, 1))!.Value.Place.ShouldBe(moved);
        index.Find("C", Day).ShouldBeNull();
        index.Nearest(old, 10, Day)!.Value.Id.ShouldBe("B");
        index.Nearest(old, 10, new(2024, 1, 1))!.Value.Id.ShouldBe("A");
    }

    [Fact]
    public void An_empty_register_has_no_component_near() => Build([]).Nearest(Plane.Origin, 1000, Day).ShouldBeNull();

    [Fact]
    public void A_lookup_that_finds_nothing_allocates_nothing()
    {
        var index = Build([.. Enumerable.Range(0, 2000).Select(number => new ComponentRecord($"{number}", "0101", Plane.FromPlane(number, number % 50), default))]);
        var away = Plane.FromPlane(1000, 300);

        Allocations.Least(() =>
        {
            for (var round = 0; round < 100; round++)
                index.Nearest(away, 200, Day).ShouldBeNull();
        }).ShouldBe(0);
    }

    private static ComponentIndex Build(IReadOnlyList<ComponentRecord> components)
    {
        var builder = new ComponentIndexBuilder();
        foreach (var component in components)
            builder.Add(component);
        return builder.Build();
    }
}
