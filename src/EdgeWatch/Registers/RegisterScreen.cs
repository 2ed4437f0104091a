using EdgeWatch.Geography.Registers;
using EdgeWatch.Terminal;

namespace EdgeWatch.Registers;

/// <summary>Shows what came of registers: for each file a line with its counts, what holds of the whole, and the first defects of each kind with file and line.</summary>
internal static class RegisterScreen
{
    public static void Show(IReadOnlyList<FileReport> reports, int shown)
    {
        foreach (var report in reports)
        {
            Screen.Instance.Headline(Title(report));
            if (report.Refused == 0)
                Screen.Instance.Good(Counts(report));
            else
                Screen.Instance.Error(Counts(report));
            foreach (var sentence in report.Advice)
                Screen.Instance.Warn(sentence);
            if (report.Unused.Count > 0)
                Screen.Instance.Line($"  not used: {string.Join(", ", report.Unused)}");
            foreach (var group in report.Defects.GroupBy(defect => defect.Kind))
                ShowGroup(report, [.. group], shown);
        }
    }

    private static void ShowGroup(FileReport report, IReadOnlyList<Defect> defects, int shown)
    {
        var count = report.Counts[defects[0].Kind];
        Screen.Instance.Line($"  {Words(defects[0].Kind)}: {count:N0}");
        foreach (var defect in defects.Take(shown))
        {
            var value = defect.Value == defect.Id ? "" : $"{defect.Value}: ";
            var text = $"{report.Path}:{defect.Line}: {(defect.Id.Length > 0 ? defect.Id : "(no id)")}: {value}{defect.Remedy}";
            if (defect.Refuses)
                Screen.Instance.Error(text);
            else
                Screen.Instance.Warn(text);
        }

        if (count > shown)
            Screen.Instance.Line($"    … and {count - shown:N0} more: --show {Math.Min(count, FileReport.DefectsKept)}");
    }

    private static string Title(FileReport report) => $"{report.Path}: {Words(report.Kind)}, {report.Format}{(report.System.Length > 0 ? $", {report.System}" : "")}";

    private static string Counts(FileReport report) => $"{report.Entries:N0} entries, {report.Kept:N0} kept, {report.Refused:N0} left out";

    private static string Words(RegisterKind kind) => kind switch
    {
        RegisterKind.Cells => "unit grid cells",
        RegisterKind.DutyGrids => "duty grids",
        RegisterKind.Components => "components",
        _ => "sensors",
    };

    private static string Words(DefectKind kind) => kind switch
    {
        DefectKind.Unreadable => "cannot be read",
        DefectKind.ValueMissing => "a value is missing",
        DefectKind.ValueWrong => "a value is wrong",
        DefectKind.BadId => "ids that are no code",
        DefectKind.DuplicateId => "ids that stand twice",
        DefectKind.BadClass => "class codes that are none",
        DefectKind.UnknownClass => "classes that no catalogue has (kept)",
        DefectKind.OutsideDistrict => "outside the district",
        DefectKind.WrongSystem => "outside as stated, inside when read otherwise",
        DefectKind.SelfCrossing => "borders that are not sound",
        DefectKind.Overlap => "areas that overlap (kept)",
        DefectKind.OtherCell => "in another cell than stated (kept)",
        _ => "tied to a component that is not registered",
    };
}
