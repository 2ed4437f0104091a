using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.Geography.Registers;

/// <summary>Rows of a component register into records.</summary>
internal sealed class ComponentRows(RegisterOptions options, PlaceReader places)
{
    /// <summary>The record as far as it can be made; null, with defects, where it cannot.</summary>
    public ComponentRecord? Read(RegisterRow row, List<Defect> defects)
    {
        var id = row[Column.Id] ?? "";
        var stated = row[Column.Class]?.Replace("-", "", StringComparison.Ordinal) ?? "";
        var code = Code(row.Line, id, defects);
        var fromId = code?.Class ?? "";
        CheckClass(row.Line, id, stated, fromId, defects);
        var valid = DateText.Read(row, id, defects);
        if (places.Place(row, id, defects) is not { } place)
            return null;
        return new ComponentRecord(id, stated.Length > 0 ? stated : fromId, place, valid)
        {
            Name = row[Column.Name],
            Cell = row[Column.Cell],
            Address = row[Column.Address],
            Department = row[Column.Department],
        };
    }

    private ComponentCode? Code(long line, string id, List<Defect> defects)
    {
        if (id.Length == 0)
        {
            defects.Add(new Defect(line, "", DefectKind.ValueMissing, "(no id)", "write the component's code (部件标识码)"));
            return null;
        }

        if (!ComponentCode.TryParse(id, out var code, out var fault))
        {
            if (!options.FreeIds)
                defects.Add(new Defect(line, id, DefectKind.BadId, id, $"{fault}; correct it, or read the register with free ids where the district has no codes yet"));
            return null;
        }

        if (options.District?.Division is { } division && code.Division != division)
            defects.Add(new Defect(line, id, DefectKind.BadId, id, $"belongs to division {code.Division}, not to {options.District.Name} ({division}); is it a neighbour's?"));
        return code;
    }

    private void CheckClass(long line, string id, string stated, string fromId, List<Defect> defects)
    {
        if (stated.Length > 0 && (stated.Length is not (4 or 5) || stated.AsSpan().ContainsAnyExceptInRange('0', '9')))
            defects.Add(new Defect(line, id, DefectKind.BadClass, stated, "is no class code; write four digits (2007, 2013) or five (2026), such as 0101 or 01001"));
        else if (stated.Length > 0 && fromId.Length > 0 && stated != fromId)
            defects.Add(new Defect(line, id, DefectKind.BadClass, stated, $"contradicts the id, whose class is {fromId}; one of them is wrong"));
        else if ((stated.Length > 0 ? stated : fromId) is { Length: > 0 } known && options.KnownClasses?.Contains(known) == false)
            defects.Add(new Defect(line, id, DefectKind.UnknownClass, known, "is in no catalogue at hand; is it an extension of the city's own?"));
    }
}
