using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>What a page of sensors must keep to. A state of a newer agent is taken as it is. One flawed sensor costs the others nothing.</summary>
internal static class SensorPageValidator
{
    /// <summary>A sensor measures a handful of quantities.</summary>
    private const int MostQuantities = 64;

    /// <param name="page">The page.</param>
    /// <param name="number">Its number by the topic.</param>
    public static string? Flaw(SensorPage page, int number)
    {
        if (page.Page != number)
            return $"page {page.Page} was published on the topic of page {number}";
        if (page.Pages < 0)
            return $"pages {page.Pages} is below 0";
        if (page.Sensors.Count > ContractLimits.SensorsOnPage)
            return $"sensors has {page.Sensors.Count} entries, more than the {ContractLimits.SensorsOnPage} allowed: send more pages";
        return page.Sensors.FirstOrDefault(sensor => !Identifiers.IsValid(sensor.Sensor)) is { } bad ? $"sensor '{bad.Sensor}' is no id of the form {Identifiers.Pattern}"
            : page.Sensors.DistinctBy(sensor => sensor.Sensor).Count() < page.Sensors.Count ? "sensors holds the same id twice"
            : null;
    }

    /// <summary>The page with each sensor whose status cannot be taken shown as refused, with the reason.</summary>
    /// <param name="page">A page without a flaw of its own.</param>
    public static SensorPage WithoutFlaws(SensorPage page) => page.Sensors.All(sensor => Flaw(sensor) is null)
        ? page
        : page with
        {
            Sensors = [.. page.Sensors.Select(sensor => Flaw(sensor) is { } flaw
                ? new SensorStatus { Sensor = sensor.Sensor, State = SensorStates.Refused, Since = page.At, LastError = $"its status cannot be taken: {flaw}" }
                : sensor)],
        };

    private static string? Flaw(SensorStatus sensor)
    {
        if (!Identifiers.IsValid(sensor.State))
            return $"state '{sensor.State}' of sensor '{sensor.Sensor}' is no name of the form {Identifiers.Pattern}";
        if (sensor.Camera is { } camera && !Identifiers.IsValid(camera))
            return $"camera '{camera}' of sensor '{sensor.Sensor}' is no id of the form {Identifiers.Pattern}";
        if (sensor.Zone is { } zone && !Identifiers.IsValid(zone))
            return $"zone '{zone}' of sensor '{sensor.Sensor}' is no id of the form {Identifiers.Pattern}";
        string?[] texts = [sensor.Name, sensor.LastError, sensor.Component];
        if (texts.Any(text => text?.Length > ContractLimits.StringLength))
            return $"name, lastError or component of sensor '{sensor.Sensor}' is longer than the {ContractLimits.StringLength} characters allowed";
        return ReadingValidator.Flaw(sensor.Latest, $"latest of sensor '{sensor.Sensor}'", MostQuantities)
            ?? (sensor.Place is { } place ? PlaceValidator.Flaw(place, $"place of sensor '{sensor.Sensor}'") : null);
    }
}
