using EdgeWatch.CaseBridge.Calendar;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Life;

/// <summary>Marks that a case gets as its limit is used up, once each.</summary>
internal static class DueMarks
{
    public const string DueSoon = "due-soon";
    public const string Overdue = "overdue";
}

/// <summary>By when a case is due, as the store has it. Pure.</summary>
/// <param name="SoonAt">From when it is due soon; null: its clock stood still before.</param>
/// <param name="DueAt">When the limit passes; null: its clock stands still.</param>
/// <param name="IsProvisional">The holidays of some year in it are not known: it may move once they are.</param>
internal readonly record struct DueTimes(DateTimeOffset? SoonAt, DateTimeOffset? DueAt, bool IsProvisional)
{
    public static DueTimes Count(ProfileClock profile, TimeLimit limit, DateTimeOffset filedAt, IReadOnlyList<Suspension> suspensions)
    {
        var whole = profile.Clock.Read(limit, filedAt, suspensions, filedAt);
        var warning = profile.Clock.Read(limit with { Count = limit.Count * profile.WarnAt }, filedAt, suspensions, filedAt);
        return new DueTimes(warning.DueAt, whole.DueAt, whole.IsProvisional);
    }

    /// <summary>When the next mark is to be set; null: none while the case stands so.</summary>
    /// <param name="state">Of the case: only what is still owed can be late.</param>
    /// <param name="mark">The mark that it has.</param>
    public DateTimeOffset? MarkAt(string state, string? mark) => !CaseStates.IsOwed(state) ? null : mark switch
    {
        null => SoonAt,
        DueMarks.DueSoon => DueAt,
        _ => null,
    };

    /// <summary>
    /// <c>running</c>, <c>due-soon</c>, <c>overdue</c> or <c>paused</c> while handling is owed; <c>met</c> or <c>missed</c> once it was handled; null for a case that has no limit, or needs no handling.
    /// </summary>
    public static string? StateOf(string state, string? limit, long? dueAt, string? mark, long? handledAt) => limit is null ? null
        : CaseStates.IsOwed(state) ? dueAt is null ? "paused" : mark ?? "running"
        : CaseStates.IsSaidHandled(state) ? handledAt <= dueAt ? "met" : "missed"
        : null;
}
