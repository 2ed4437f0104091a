namespace EdgeWatch.CaseBridge.Reports.Indices;

/// <summary>Something that a report is told apart by.</summary>
/// <param name="Name">As <c>by=</c> has it.</param>
/// <param name="Zh">Heading in Chinese.</param>
/// <param name="En">Heading in English.</param>
/// <param name="OfFacts">Its value in <c>daily_facts f JOIN fact_keys k</c>, as SQL.</param>
/// <param name="OfLooks">Its value in <c>daily_looks l</c>, as SQL; null where looks are not told apart by it.</param>
internal sealed record Dimension(string Name, string Zh, string En, string OfFacts, string? OfLooks)
{
    public const string Day = "day";
    public const string Class = "class";

    public static IReadOnlyList<Dimension> All { get; } =
    [
        new(Day, "日期", "Day", "CAST(f.day AS TEXT)", "CAST(l.day AS TEXT)"),
        new("street", "街道", "Street", "k.street", "l.street"),
        new("grid", "单元网格", "Unit grid cell", "k.cell", "l.cell"),
        new("duty-grid", "责任网格", "Duty grid", "k.duty_grid", "l.duty_grid"),
        new(Class, "类别", "Class", "k.problem", null),
        new("code", "标准类别", "Class of the standard", "k.code", null),
        new("source", "来源", "Source", "k.kind", null),
        new("agent", "边缘设备", "Agent", "k.agent", "l.agent"),
        new("camera", "摄像机", "Camera", "CASE WHEN k.kind = 'camera' THEN k.agent || '/' || k.device ELSE '' END", "l.agent || '/' || l.camera"),
        new("sensor", "传感器", "Sensor", "CASE WHEN k.kind = 'sensor' THEN k.agent || '/' || k.device ELSE '' END", null),
        new("model", "模型", "Model", "k.models", null),
    ];

    public static Dimension? Find(string name) => All.FirstOrDefault(dimension => dimension.Name == name);
}
