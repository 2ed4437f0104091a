using EdgeWatch.Geography.Coordinates;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace EdgeWatch.Geography.Registers;

/// <summary>Rows of a register of cells or duty grids into records.</summary>
internal sealed class GridRows(RegisterKind kind, RegisterOptions options, PlaceReader places)
{
    public GridRecord? Read(RegisterRow row, List<Defect> defects)
    {
        var id = row[Column.Id] ?? row[Column.Cell] ?? "";
        CheckId(row.Line, id, defects);
        var valid = DateText.Read(row, id, defects);
        if (row.Shape is not { IsEmpty: false } shape)
        {
            defects.Add(new Defect(row.Line, id, DefectKind.ValueMissing, "(no shape)", "write the border as a polygon (边界坐标)"));
            return null;
        }

        if (shape is not IPolygonal)
        {
            defects.Add(new Defect(row.Line, id, DefectKind.ValueWrong, shape.GeometryType, "is no area; write a Polygon or MultiPolygon"));
            return null;
        }

        if (places.System(row, id, defects) is not { } system || Area(shape, system, row.Line, id, defects) is not { } area)
            return null;
        return new GridRecord(id, area, valid) { Name = row[Column.Name], Department = row[Column.Department] };
    }

    private Geometry? Area(Geometry shape, ReferenceSystem system, long line, string id, List<Defect> defects)
    {
        if (new IsValidOp(shape).ValidationError is { } fault)
        {
            var (x, y) = (fault.Coordinate?.X ?? 0, fault.Coordinate?.Y ?? 0);
            defects.Add(new Defect(line, id, DefectKind.SelfCrossing, $"{x:0.######}, {y:0.######}", $"the border is not sound here ({fault.Message.ToLowerInvariant()}); draw it so that it touches itself nowhere"));
            return null;
        }

        var inner = shape.InteriorPoint;
        if (places.Check(new Coordinates.Coordinate(inner.X, inner.Y, system), line, id, defects) is null)
            return null;
        var area = Geometries.Map(shape, (x, y) => system.ToWgs84(x, y) is { } place ? (place.Lon, place.Lat) : (double.NaN, double.NaN));
        if (!area.Coordinates.Any(corner => double.IsNaN(corner.X)))
            return area;
        defects.Add(new Defect(line, id, DefectKind.ValueWrong, id, $"a corner of the border is no coordinate of {system}; correct it"));
        return null;
    }

    private void CheckId(long line, string id, List<Defect> defects)
    {
        if (id.Length == 0)
            defects.Add(new Defect(line, "", DefectKind.ValueMissing, "(no id)", "write the code of the grid (网格编码)"));
        else if (kind == RegisterKind.Cells && !options.FreeIds && !CellCode.IsValid(id))
            defects.Add(new Defect(line, id, DefectKind.BadId, id, $"has {id.Length} characters and not the structure of a unit grid cell's code: 6 division + 3 street + 3 community + 3 serial, digits or capitals; correct it, or read the register with free ids"));
        else if (kind == RegisterKind.Cells && !options.FreeIds && options.District?.Division is { } division && !id.StartsWith(division, StringComparison.Ordinal))
            defects.Add(new Defect(line, id, DefectKind.BadId, id, $"belongs to division {id[..6]}, not to {options.District.Name} ({division}); is it a neighbour's?"));
    }
}
