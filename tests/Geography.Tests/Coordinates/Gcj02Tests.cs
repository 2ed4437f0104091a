using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.Geography.Tests.Coordinates;

public class Gcj02Tests
{
    // Pairs that circulate with the public implementations of the approximation (eviltransform's own tests).
    [Theory]
    [InlineData(121.5272106, 31.1774276, 121.531541859215, 31.17530398364597)]
    [InlineData(113.912316, 22.543847, 113.9171764808363, 22.540796131694766)]
    [InlineData(116.377817, 39.911954, 116.38404722455657, 39.91334545536069)]
    public void The_offset_agrees_with_published_pairs(double lon, double lat, double gcjLon, double gcjLat)
    {
        var (convertedLon, convertedLat) = Gcj02.FromWgs84(lon, lat);
        convertedLon.ShouldBe(gcjLon, 1e-6);
        convertedLat.ShouldBe(gcjLat, 1e-6);
    }

    [Fact]
    public void There_and_back_stays_within_a_millimetre_over_the_whole_country()
    {
        var random = new Random(20260302);
        for (var round = 0; round < 2000; round++)
        {
            var there = new Wgs84(74 + (random.NextDouble() * 60), 18 + (random.NextDouble() * 35), 1);
            var (gcjLon, gcjLat) = Gcj02.FromWgs84(there.Lon, there.Lat);
            var (lon, lat) = Gcj02.ToWgs84(gcjLon, gcjLat);
            there.DistanceTo(new Wgs84(lon, lat, 1)).ShouldBeLessThan(0.001);
            there.DistanceTo(new Wgs84(gcjLon, gcjLat, 1)).ShouldBeInRange(1, 1000);
        }
    }

    [Fact]
    public void Outside_China_nothing_is_shifted() => Gcj02.FromWgs84(2.35, 48.85).ShouldBe((2.35, 48.85));
}
