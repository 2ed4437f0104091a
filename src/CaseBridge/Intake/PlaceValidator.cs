using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>What a coordinate must keep to.</summary>
internal static class PlaceValidator
{
    public static string? Flaw(Place place, string field)
    {
        if (place.System is not (CoordinateSystems.Wgs84 or CoordinateSystems.Cgcs2000 or CoordinateSystems.Gcj02))
            return $"{field}.system '{place.System}' is not {CoordinateSystems.Wgs84}, {CoordinateSystems.Cgcs2000} or {CoordinateSystems.Gcj02}";
        if (place.Lon is not (>= -180 and <= 180) || place.Lat is not (>= -90 and <= 90))
            return $"{field} {place.Lon}, {place.Lat} is no longitude in -180..180 with a latitude in -90..90";
        return place.ErrorRadius is > 0 and < 1_000_000 ? null : $"{field}.errorRadius {place.ErrorRadius} is not above 0 metres";
    }
}
