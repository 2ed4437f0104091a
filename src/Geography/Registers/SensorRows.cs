using System.Globalization;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.Geography.Registers;

/// <summary>Rows of a sensor register into records.</summary>
/// <param name="places">Reads the sensor's own coordinate.</param>
/// <param name="components">Places of the components that are registered; null where no such register was read.</param>
internal sealed class SensorRows(PlaceReader places, IReadOnlyDictionary<string, Wgs84>? components)
{
    public SensorRecord? Read(RegisterRow row, List<Defect> defects)
    {
        var id = row[Column.Id] ?? "";
        if (id.Length == 0)
            defects.Add(new Defect(row.Line, "", DefectKind.ValueMissing, "(no id)", "write the device's id (设备编号), such as its DevEUI"));
        var valid = DateText.Read(row, id, defects);
        var component = row[Column.Component];
        Wgs84? mounted = null;
        if (component is not null && components is not null)
        {
            if (components.TryGetValue(component, out var there))
                mounted = there;
            else
                defects.Add(new Defect(row.Line, id, DefectKind.UnknownComponent, component, "no register at hand has this component; register it, or correct the tie"));
        }

        var height = Height(row, id, defects);
        var hasOwn = row.Shape is not null || row[Column.Lon] is not null;
        if ((hasOwn || component is null || components is null ? places.Place(row, id, defects) : mounted) is not { } place)
            return null;
        return new SensorRecord(id, component, place, valid) { Make = row[Column.Make], MountingHeight = height };
    }

    private static double? Height(RegisterRow row, string id, List<Defect> defects)
    {
        if (row[Column.MountingHeight] is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var height) && height is > 0 and < 100)
            return height;
        defects.Add(new Defect(row.Line, id, DefectKind.ValueWrong, text, "is no mounting height; write metres above 0 and below 100, such as 1.2"));
        return null;
    }
}
