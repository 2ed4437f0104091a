using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>Brings a place as it was reported to WGS84.</summary>
internal static class ReportedPlace
{
    /// <summary>Only GCJ-02 moves: CGCS2000 is taken as equal to WGS84, and the validator lets no other system through.</summary>
    public static Wgs84 ToWgs84(this Place place)
    {
        if (place.System != CoordinateSystems.Gcj02)
            return new Wgs84(place.Lon, place.Lat, place.ErrorRadius);
        var (lon, lat) = Gcj02.ToWgs84(place.Lon, place.Lat);
        return new Wgs84(lon, lat, place.ErrorRadius);
    }
}
