using System.Collections.Frozen;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>What must be there before a measure says anything; without it a figure would be made up.</summary>
internal enum Need
{
    None,

    /// <summary>The profile limits the time until a report is filed.</summary>
    FilingLimit,

    /// <summary>The profile limits the time for the check before filing (核实).</summary>
    VerificationLimit,

    /// <summary>The profile limits the time for the check before closing (核查).</summary>
    InspectionLimit,

    /// <summary>The profile has limits for handling.</summary>
    HandlingLimits,

    /// <summary>Somebody says when a case is handled.</summary>
    Handling,

    /// <summary>Somebody says when a case is closed.</summary>
    Closing,

    /// <summary>Somebody else than the machines reports problems, by which they can be checked (倒查).</summary>
    LaterChecks,

    /// <summary>Agents report what they looked at, camera by camera.</summary>
    Looks,
}

/// <summary>Something that is counted by day.</summary>
/// <param name="Name">As definitions of indices and the store have it.</param>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
/// <param name="Need">What must be there for it to be known.</param>
internal sealed record Measure(string Name, string Zh, string En, Need Need = Need.None);

/// <summary>
/// Everything that is counted. An event is counted on the day on which it happened; what qualifies an earlier event (voided since, in time) is counted on the day of that event,
/// so that a share of a day's cases is never above all of them. docs/indices.md says each in a sentence.
/// </summary>
internal static class Measures
{
    public const string Detections = "detections";
    public const string DetectionsQuiet = "detections-quiet";
    public const string DetectionsOpened = "detections-opened";
    public const string DetectionsJoined = "detections-joined";
    public const string DetectionsQualified = "detections-qualified";
    public const string DetectionsCorrected = "detections-corrected";
    public const string DetectionsRejected = "detections-rejected";
    public const string DetectionsPending = "detections-pending";
    public const string OpenedQualified = "opened-qualified";
    public const string Received = "received";
    public const string ReceivedMerged = "received-merged";
    public const string ReceivedRecurring = "received-recurring";
    public const string Decided = "decided";
    public const string Rejected = "rejected";
    public const string Merged = "merged";
    public const string Filed = "filed";
    public const string FiledCorrected = "filed-corrected";
    public const string FiledInTime = "filed-in-time";
    public const string FiledVoided = "filed-voided";
    public const string FiledWithoutLimit = "filed-without-limit";
    public const string Voided = "voided";
    public const string Dispatched = "dispatched";
    public const string Handled = "handled";
    public const string Handlings = "handlings";
    public const string Reworked = "reworked";
    public const string Returns = "returns";
    public const string Verified = "verified";
    public const string Closed = "closed";
    public const string Due = "due";
    public const string DueHandled = "due-handled";
    public const string DueHandledInTime = "due-handled-in-time";
    public const string DueClosed = "due-closed";
    public const string DueClosedInTime = "due-closed-in-time";
    public const string VerificationDue = "verification-due";
    public const string VerificationInTime = "verification-in-time";
    public const string InspectionDue = "inspection-due";
    public const string InspectionInTime = "inspection-in-time";
    public const string Checked = "checked";
    public const string CheckedFound = "checked-found";
    public const string CheckedMissed = "checked-missed";
    public const string Cameras = "cameras";
    public const string CamerasSeen = "cameras-seen";
    public const string LooksDue = "looks-due";
    public const string LooksMade = "looks-made";
    public const string Cells = "cells";
    public const string CellsSeen = "cells-seen";

    public static IReadOnlyList<Measure> All { get; } =
    [
        new(Detections, "检出数", "detections"),
        new(DetectionsQuiet, "静默数", "kept quiet"),
        new(DetectionsOpened, "检出新案件数", "detections that opened a case"),
        new(DetectionsJoined, "并入已有案件数", "detections that joined a case"),
        new(DetectionsQualified, "符合立案标准数", "detections that meet the filing standard"),
        new(DetectionsCorrected, "改类立案数", "detections filed as another class"),
        new(DetectionsRejected, "不符合数", "detections rejected"),
        new(DetectionsPending, "待核实数", "detections waiting"),
        new(OpenedQualified, "符合立案标准案件数", "cases opened that meet the filing standard"),
        new(Received, "受理数", "received"),
        new(ReceivedMerged, "重复案件数", "repeats among those received"),
        new(ReceivedRecurring, "复发案件数", "recurrences among those received"),
        new(Decided, "核实数", "decided"),
        new(Rejected, "不予立案数", "rejected"),
        new(Merged, "合并数", "merged"),
        new(Filed, "立案数", "filed"),
        new(FiledCorrected, "改类立案案件数", "filed as another class"),
        new(FiledInTime, "按时立案数", "filed in time", Need.FilingLimit),
        new(FiledVoided, "立案后作废数", "filed and voided since"),
        new(FiledWithoutLimit, "无时限立案数", "filed without a limit"),
        new(Voided, "作废数", "voided"),
        new(Dispatched, "派遣数", "dispatched"),
        new(Handled, "处置数", "handled", Need.Handling),
        new(Handlings, "处置次数", "handlings", Need.Handling),
        new(Reworked, "返工数", "reworked", Need.Handling),
        new(Returns, "返工次数", "returns", Need.Handling),
        new(Verified, "核查通过数", "verified", Need.Handling),
        new(Closed, "结案数", "closed", Need.Closing),
        new(Due, "应处置数", "due", Need.HandlingLimits),
        new(DueHandled, "应处置中已处置数", "handled of those due", Need.Handling),
        new(DueHandledInTime, "按期处置数", "handled in time of those due", Need.Handling),
        new(DueClosed, "应结案中已结案数", "closed of those due", Need.Closing),
        new(DueClosedInTime, "按期结案数", "closed in time of those due", Need.Closing),
        new(VerificationDue, "应核实数", "checks before filing due", Need.VerificationLimit),
        new(VerificationInTime, "按期核实数", "checks before filing in time", Need.VerificationLimit),
        new(InspectionDue, "应核查数", "checks before closing due", Need.InspectionLimit),
        new(InspectionInTime, "按期核查数", "checks before closing in time", Need.InspectionLimit),
        new(Checked, "倒查数", "found by later checks", Need.LaterChecks),
        new(CheckedFound, "倒查中及时发现数", "found in time among them", Need.LaterChecks),
        new(CheckedMissed, "漏报数", "missed among them", Need.LaterChecks),
        new(Cameras, "应巡摄像机数", "cameras that should be looked through", Need.Looks),
        new(CamerasSeen, "已巡摄像机数", "cameras looked through", Need.Looks),
        new(LooksDue, "应巡次数", "looks due", Need.Looks),
        new(LooksMade, "已巡次数", "looks made", Need.Looks),
        new(Cells, "单元网格数", "unit grid cells", Need.Looks),
        new(CellsSeen, "已巡单元网格数", "unit grid cells looked at", Need.Looks),
    ];

    private static readonly FrozenDictionary<string, Measure> ByName = All.ToFrozenDictionary(measure => measure.Name);

    public static Measure? Find(string name) => ByName.GetValueOrDefault(name);
}
