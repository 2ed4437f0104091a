using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Tests.Deduplication;

/// <summary>The same problem seen by a sensor and by cameras is one case, whichever came first. Seeded: a failing round prints its seed.</summary>
public class SensorAndCameraTests
{
    private const double MetreOfLat = 1 / Wgs84.MetresPerDegree;

    [Fact]
    public async Task Whichever_came_first_a_problem_that_sensor_and_camera_see_is_one_case_with_one_confidence()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var random = new Random(seed);
            var (reports, pages, problems) = Street(random);
            List<string>? first = null;
            for (var order = 0; order < 3; order++)
            {
                random.Shuffle(reports);
                using var intake = new TestIntake();
                foreach (var page in pages)
                    await intake.TakeSensorsAsync(page);
                await intake.TakeAsync(reports);
                intake.Cases.Count.ShouldBe(problems, $"seed {seed}, order {order}");
                intake.Cases.Sum(found => found.Reports).ShouldBe(reports.Length, $"seed {seed}, order {order}");
                var confidences = intake.Cases.Select(found => $"{found.Component} {found.Confidence!.Posterior:0.0000000}").Order(StringComparer.Ordinal).ToList();
                confidences.ShouldBe(first ??= confidences, $"seed {seed}, order {order}");
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sensor_that_reads_well_again_closes_nothing_that_a_camera_still_sees_nor_the_other_way_round(bool sensorClearsFirst)
    {
        var factory = new CandidateFactory();
        using var intake = new TestIntake();
        var (tilted, hole) = (factory.OpenedBySensor(component: "c17"), factory.Opened("gate", "cover", Problems.ManholeOpen, "c17"));
        await intake.TakeAsync(tilted, hole);
        var (sensorWell, coverThere) = (factory.Cleared(tilted), factory.Cleared(hole));
        await intake.TakeAsync(sensorClearsFirst ? sensorWell : coverThere);
        intake.Only.ClearedAt.ShouldBeNull();
        await intake.TakeAsync(sensorClearsFirst ? coverThere : sensorWell);
        intake.Only.ClearedAt.ShouldBe(coverThere.Data.SeenAt);
    }

    /// <summary>
    /// Covers a kilometre apart, each with a tilt sensor and a camera: known to each other by component, by the sensor's tie, or by place alone. Some sensors are
    /// at fault besides, and every other camera has a second zone with a hole of its own.
    /// </summary>
    private static (CandidateEvent[] Reports, SensorPage[] Pages, int Problems) Street(Random random)
    {
        var factory = new CandidateFactory();
        var reports = new List<CandidateEvent>();
        var sensors = new List<SensorStatus>();
        var covers = random.Next(2, 5);
        var problems = covers;
        for (var cover = 0; cover < covers; cover++)
        {
            Place Near(double errorRadius) => new(116.397, 39.908 + (((cover * 1000) + (random.NextDouble() * 5)) * MetreOfLat), CoordinateSystems.Wgs84, errorRadius, "register");
            var (sensor, camera, way) = ($"cover-{cover}", $"camera-{cover}", random.Next(3));
            var component = way == 0 ? $"11010101010000{cover:00}" : null;
            sensors.Add(new SensorStatus { Sensor = sensor, State = SensorStates.Live, Since = factory.Start, Camera = camera, Zone = way == 1 ? "cover" : null });
            var vague = way == 1 ? 500 : 5;
            var tilted = factory.OpenedBySensor(sensor, component: component, place: Near(vague), confidence: 0.5f + (random.NextSingle() / 2));
            var hole = factory.Opened(camera, "cover", random.Next(2) == 0 ? Problems.ManholeOpen : Problems.ManholeAbsent, component, Near(vague));
            reports.AddRange([tilted, hole, CandidateFactory.Vouched(factory.Updated(tilted), $"/agents/street-1/cameras/far-{cover}", ratio: 0.1 + (random.NextDouble() * 10))]);
            if (random.Next(2) == 0)
                reports.Add(factory.Cleared(tilted));
            if (random.Next(2) == 0)
            {
                reports.Add(factory.OpenedBySensor(sensor, "battery", Problems.BatteryLow, component, Near(5)));
                problems++;
            }

            // A second zone is told apart by zone where the first is known by it, so only where no place mixes in.
            if (way == 1)
            {
                reports.Add(factory.Opened(camera, "crossing", Problems.ManholeOpen, place: Near(vague)));
                problems++;
            }
        }

        return ([.. reports], [new SensorPage { Agent = "street-1", Page = 0, Pages = 1, At = factory.Start, Sensors = sensors }], problems);
    }
}
