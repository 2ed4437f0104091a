using System.Collections.Frozen;
using System.Text;

namespace EdgeWatch.Geography.Registers;

/// <summary>The values that an entry of a register may have.</summary>
internal enum Column
{
    Id,
    Class,
    Name,
    Lon,
    Lat,
    System,
    Shape,
    Cell,
    Address,
    Department,
    ValidFrom,
    ValidUntil,
    Component,
    Make,
    MountingHeight,
}

/// <summary>
/// What columns are called, in English and Chinese. Case, blanks, underscores and units in brackets do not count. "X" and "横坐标" are taken as easting or longitude;
/// where a surveyor's X is the northing, the check against the district says so.
/// </summary>
internal static class Columns
{
    public static readonly int Count = Enum.GetValues<Column>().Length;

    private static readonly FrozenDictionary<string, Column> Names = new Dictionary<Column, string[]>
    {
        [Column.Id] =
        [
            "id", "code", "componentid", "componentcode", "cellid", "cellcode", "gridid", "gridcode", "sensorid", "deviceid", "deveui", "imei",
            "编码", "标识码", "部件标识码", "部件编码", "部件编号", "部件id", "编号", "网格编码", "网格编号", "单元网格编号", "单元网格标识码", "责任网格编码", "责任网格编号", "传感器编号", "设备编号", "设备id",
            "bjbsm", "objcode", "bgcode",
        ],
        [Column.Class] = ["class", "classcode", "type", "typecode", "类别", "类别代码", "分类代码", "部件类别", "部件分类代码", "部件代码", "小类代码", "小类编码"],
        [Column.Name] = ["name", "objname", "bgname", "名称", "部件名称", "网格名称", "单元网格名称", "责任网格名称", "设备名称"],
        [Column.Lon] = ["lon", "lng", "long", "longitude", "x", "easting", "经度", "东经", "x坐标", "横坐标", "东坐标"],
        [Column.Lat] = ["lat", "latitude", "y", "northing", "纬度", "北纬", "y坐标", "纵坐标", "北坐标"],
        [Column.System] = ["system", "crs", "srs", "referencesystem", "坐标系", "坐标系统", "坐标参考系"],
        [Column.Shape] = ["shape", "geometry", "geom", "wkt", "polygon", "坐标串", "边界", "边界坐标", "范围", "空间坐标"],
        [Column.Cell] = ["cell", "unitcell", "gridcell", "所在单元网格", "所属单元网格", "单元网格", "单元网格编码"],
        [Column.Address] = ["address", "location", "地址", "位置", "位置描述", "所在位置", "详细地址"],
        [Column.Department] = ["department", "owner", "主管部门", "主管部门名称", "权属单位", "权属单位名称", "养护单位", "责任单位", "责任部门"],
        [Column.ValidFrom] = ["validfrom", "from", "startdate", "ordate", "启用日期", "生效日期", "初始日期", "开始日期"],
        [Column.ValidUntil] = ["validuntil", "validto", "until", "enddate", "停用日期", "失效日期", "变更日期", "结束日期"],
        [Column.Component] = ["component", "tiedto", "mountedon", "关联部件", "所属部件", "安装部件", "关联部件标识码", "关联部件编码"],
        [Column.Make] = ["make", "model", "makeandmodel", "型号", "设备型号", "厂家型号"],
        [Column.MountingHeight] = ["mountingheight", "height", "安装高度", "量程高度"],
    }.SelectMany(pair => pair.Value.Select(name => KeyValuePair.Create(name, pair.Key))).ToFrozenDictionary();

    /// <summary>The column that a heading names; null for one that is not used.</summary>
    public static Column? Find(string heading) => Names.TryGetValue(Plain(heading), out var column) ? column : null;

    private static string Plain(string heading)
    {
        var plain = new StringBuilder(heading.Length);
        foreach (var letter in heading.Trim())
        {
            if (letter is '(' or '（' or '[')
                break;
            if (letter is not (' ' or '_' or '-' or '\uFEFF'))
                plain.Append(char.ToLowerInvariant(letter));
        }

        return plain.ToString();
    }
}
