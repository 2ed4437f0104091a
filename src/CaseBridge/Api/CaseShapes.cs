using System.Text.Json.Serialization;
using EdgeWatch.CaseBridge.Confidence;
using EdgeWatch.CaseBridge.Rechecks;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>A page of cases, newest first.</summary>
/// <param name="Items">The cases.</param>
/// <param name="Total">How many match, on all pages; counted up to 10,000.</param>
/// <param name="Next">Goes into <c>before</c> for the next page; absent on the last one.</param>
/// <param name="MoreThanTotal">True where more match than were counted; else absent.</param>
internal sealed record CasePage(IReadOnlyList<Case> Items, long Total, long? Next, bool? MoreThanTotal);

/// <summary>A case as lists show it. Score, picture, boxes and judgement are those of its clearest report.</summary>
internal record Case
{
    public Guid Id { get; init; }

    public long Number { get; init; }

    public string State { get; init; } = "";

    public string Problem { get; init; } = "";

    /// <summary>When the condition began, in the camera's time.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When the bridge opened the case.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Latest look that reported it, in the camera's time.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>When all its findings had cleared, in the camera's time.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    public string Agent { get; init; } = "";

    /// <summary>Who reported it first: <c>camera</c>, <c>sensor</c>, or who reported it to the city: <c>patrol</c>, <c>public</c> … Then <see cref="Agent"/> is the platform.</summary>
    public string Reporter { get; init; } = "";

    /// <summary>Who reported it first: a camera or a sensor; the other one is absent.</summary>
    public string? Camera { get; init; }

    public string? CameraName { get; init; }

    /// <inheritdoc cref="Camera"/>
    public string? Sensor { get; init; }

    public string? SensorName { get; init; }

    public string? Zone { get; init; }

    public string? Component { get; init; }

    public Place? Place { get; init; }

    public float Score { get; init; }

    public float Threshold { get; init; }

    /// <summary>By stated odds, as it stood with the latest report.</summary>
    public CaseConfidence? Confidence { get; init; }

    /// <summary>Candidates that joined.</summary>
    public long Reports { get; init; }

    /// <summary>Id of the clearest picture; absent until it has come.</summary>
    public Guid? Evidence { get; init; }

    public IReadOnlyList<Subject> Subjects { get; init; } = [];

    public Judgement? Judgement { get; init; }

    public Guid? MergedInto { get; init; }

    /// <summary>The earlier case of the same problem in the same place.</summary>
    public Guid? RecurrenceOf { get; init; }

    /// <summary>The storm that it is reviewed with; null: none.</summary>
    public Guid? Storm { get; init; }

    public string? CorrectedFrom { get; init; }

    /// <summary>When each stage was reached, the last time; absent where it was not, or was left backwards.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    /// <inheritdoc cref="FiledAt"/>
    public DateTimeOffset? DispatchedAt { get; init; }

    /// <inheritdoc cref="FiledAt"/>
    public DateTimeOffset? HandledAt { get; init; }

    /// <inheritdoc cref="FiledAt"/>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <inheritdoc cref="FiledAt"/>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The latest look that reported it after it was said to be handled: it is not.</summary>
    public DateTimeOffset? StillSeenAt { get; init; }

    /// <summary>How often it was found not handled.</summary>
    public long Returns { get; init; }

    /// <summary>How often it was handled again after that.</summary>
    public long Reworks { get; init; }

    public string? Department { get; init; }

    public string? Handler { get; init; }

    /// <summary>Its id at the city's own case platform.</summary>
    public string? Reference { get; init; }

    /// <summary>When its limit passes; absent without one, and while its clock stands still.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>From when it is due soon.</summary>
    public DateTimeOffset? DueSoonAt { get; init; }

    /// <summary><c>running</c>, <c>due-soon</c>, <c>paused</c>, <c>overdue</c>; once it was handled <c>met</c> or <c>missed</c>; absent without a limit.</summary>
    public string? Due { get; init; }

    public bool Urgent { get; init; }

    /// <summary>Watched from above (督办).</summary>
    public bool Supervised { get; init; }
}

/// <summary>A case with all that is known of it.</summary>
internal sealed record CaseDetail : Case
{
    public IReadOnlyList<CaseEvent> Events { get; init; } = [];

    public IReadOnlyList<CaseEvidence> Evidences { get; init; } = [];

    public IReadOnlyList<CaseHistory> History { get; init; } = [];

    /// <summary>Times in which its clock stood still, or does.</summary>
    public IReadOnlyList<CaseSuspension> Suspensions { get; init; } = [];

    /// <summary>How often each source began to see it; more than once where it flickers.</summary>
    public IReadOnlyList<CaseOpening> Openings { get; init; } = [];

    /// <summary>Kinds of changes that its state allows, but for notes, which are always allowed.</summary>
    public IReadOnlyList<string> Moves { get; init; } = [];

    public Provenance? Made { get; init; }

    public IReadOnlyList<ReadingSeries> Series { get; init; } = [];

    public IReadOnlyList<CaseCorroboration> Corroborations { get; init; } = [];

    /// <summary>What was seen when it was looked at again; absent where it was never reported handled.</summary>
    public Recheck? Recheck { get; init; }

    /// <summary>By the standards of the city's profile, its own first; empty where none is configured.</summary>
    public IReadOnlyList<CaseCode> Codes { get; init; } = [];

    /// <summary>In the city's registers; absent where none are configured, or the case has no place.</summary>
    public CaseLocation? Location { get; init; }

    /// <summary>Under which ids the city's platforms know it.</summary>
    public IReadOnlyList<CaseReference> References { get; init; } = [];

    /// <summary>What the city's platforms were told of it, oldest first.</summary>
    public IReadOnlyList<FilingItem> Filings { get; init; } = [];

    /// <summary>Of a case that waits: the conditions of the city's profile that it can be filed under, the gravest first.</summary>
    public IReadOnlyList<CaseFiling> Conditions { get; init; } = [];

    /// <summary>The condition that it was filed under; absent where it was not, or no profile had one.</summary>
    public CaseFiling? Filing { get; init; }

    /// <summary>Of a case whose handling is owed: its limit, as it stands now; empty without one.</summary>
    public IReadOnlyList<CaseLimit> Limits { get; init; } = [];

    /// <summary>Key of the profile by whose working time its limit is counted.</summary>
    [JsonIgnore]
    public string? DueCalendar { get; init; }
}

/// <summary>One report of a case, with the reason for which it joined.</summary>
internal sealed record CaseEvent(
    Guid Id, Guid Incident, long Sequence, string Type, DateTimeOffset At, string Source, string Problem, string? Found, float Score, float Threshold, string Decision, string Compared,
    Guid? Evidence);

/// <summary>What another source said when it was asked; <paramref name="Counted"/> says whether it stands in the confidence.</summary>
internal sealed record CaseCorroboration(string Source, string Answer, string Found, DateTimeOffset At, double LikelihoodRatio, Guid Event, bool Counted)
{
    /// <summary>What it saw, where it is a camera that saw something.</summary>
    public Subject? Seen { get; init; }

    /// <summary>What it read, where it is a sensor.</summary>
    public ReadingPoint? Read { get; init; }
}

/// <summary>One picture of a case.</summary>
internal sealed record CaseEvidence(Guid Id, DateTimeOffset? TakenAt, long? Width, long? Height, bool Masked);

/// <summary>One thing that happened to a case.</summary>
internal sealed record CaseHistory(DateTimeOffset At, string Actor, string Change, string? From, string? To, string? Reason)
{
    /// <summary>When the bridge learnt of it, where that is another time than when it happened.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>What it set; absent where it left it as it was.</summary>
    public string? Department { get; init; }

    /// <inheritdoc cref="Department"/>
    public string? Handler { get; init; }

    /// <inheritdoc cref="Department"/>
    public string? Reference { get; init; }
}

/// <summary>A time in which the clock of a case stood still; without an end it still does.</summary>
internal sealed record CaseSuspension(DateTimeOffset From, DateTimeOffset? Until);

/// <summary>How often a source began to see a case's problem.</summary>
/// <param name="Source">CloudEvents source.</param>
/// <param name="Zone">Zone of a camera, quantity of a sensor; null where that is not known any more.</param>
/// <param name="Times">Findings: each opened once, and cleared before the next.</param>
/// <param name="GoesOn">Whether one of them is not cleared.</param>
internal sealed record CaseOpening(string Source, string? Zone, long Times, bool GoesOn);
