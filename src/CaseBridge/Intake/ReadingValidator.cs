using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>What readings must keep to, in candidates and on sensor pages.</summary>
internal static class ReadingValidator
{
    /// <summary>The longest UCUM code in use here has five characters; a code is no place for sentences.</summary>
    private const int LongestUnit = 32;

    public static string? Flaw(IReadOnlyList<ReadingPoint>? readings, string field, int most)
    {
        if (readings?.Count > most)
            return $"{field} has {readings.Count} entries, more than the {most} allowed: thin the series";
        foreach (var reading in readings ?? [])
        {
            if (!Identifiers.IsValid(reading.Quantity))
                return $"{field} holds the quantity '{reading.Quantity}', no name of the form {Identifiers.Pattern}";
            if (reading.Unit.Length is 0 or > LongestUnit || reading.Unit.Any(character => character is <= ' ' or > '~'))
                return $"{field} holds the unit '{reading.Unit}', no UCUM code such as deg, m, % or 1";
            if (reading.Quality is not ("good" or "uncertain" or "bad"))
                return $"{field} holds the quality '{reading.Quality}', which is not good, uncertain or bad";
            if (reading.Value is { } value && !double.IsFinite(value))
                return $"{field} holds a {reading.Quantity} that is no finite number: leave the value out where the sensor could not measure";
            if (reading.Value is null && reading.Quality == "good")
                return $"{field} holds a good {reading.Quantity} without a value: a reading without one is bad";
        }

        return null;
    }
}
