using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>
/// Leaves out detections that a surer one contradicts: a rider with his load is at times taken for refuse as well as for a rider, a wheel for an open hole.
/// Where the same picture says "person" or "vehicle" there at least as surely, that is what it is.
/// </summary>
internal static class Plausibility
{
    /// <summary>
    /// Least overlap of refuse with the person or vehicle that it really is. Riders: 0.45 to 0.9 with the rider or the motorcycle; bags that lie before a car
    /// cover a small part of it.
    /// </summary>
    private const float SameThing = 0.45f;

    /// <summary>A hole is never seen on a vehicle: so much of its box within the vehicle's is a part of the vehicle.</summary>
    private const float PartOf = 0.7f;

    /// <summary>The detections that hold, in the same order; the same list where all do.</summary>
    public static IReadOnlyList<Detection> Of(IReadOnlyList<Detection> detections)
    {
        List<Detection>? kept = null;
        for (var i = 0; i < detections.Count; i++)
        {
            if (IsContradicted(detections[i], detections))
                kept ??= [.. detections.Take(i)];
            else
                kept?.Add(detections[i]);
        }

        return kept ?? detections;
    }

    private static bool IsContradicted(in Detection detection, IReadOnlyList<Detection> others)
    {
        var (refuse, hole) = (detection.Class is "garbage" or "overflow", detection.Class is "manhole-open");
        if (!refuse && !hole)
            return false;
        for (var i = 0; i < others.Count; i++)
        {
            var other = others[i];
            if (other.Score < detection.Score)
                continue;
            if (refuse && (IsVehicle(other.Class) || other.Class == "person") && detection.Box.IoU(other.Box) >= SameThing)
                return true;
            if (hole && IsVehicle(other.Class) && ShareWithin(detection.Box, other.Box) >= PartOf)
                return true;
        }

        return false;
    }

    private static bool IsVehicle(string name) => name is "bicycle" or "motorcycle" or "car" or "bus" or "truck" or "tricycle" or "van";

    private static float ShareWithin(in Box part, in Box whole)
    {
        var width = Math.Min(part.X2, whole.X2) - Math.Max(part.X1, whole.X1);
        var height = Math.Min(part.Y2, whole.Y2) - Math.Max(part.Y1, whole.Y1);
        return width <= 0 || height <= 0 || part.Area <= 0 ? 0 : width * height / part.Area;
    }
}
