using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>A message in the shape of its kind.</summary>
/// <param name="Waiting">As it arrived.</param>
internal abstract record Message(WaitingMessage Waiting)
{
    /// <summary>The id that is acknowledged; null where the kind is not acknowledged.</summary>
    public abstract Guid? Id { get; }
}

internal sealed record CandidateMessage(WaitingMessage Waiting, CandidateEvent Candidate) : Message(Waiting)
{
    /// <summary>The candidate with its source split and its place in WGS84.</summary>
    public LocatedCandidate Located => field ??= LocatedCandidate.Locate(Candidate);

    public override Guid? Id => Candidate.Id;
}

internal sealed record PictureMessage(WaitingMessage Waiting, Guid Picture) : Message(Waiting)
{
    /// <summary>Where its bytes lie; set before the transaction begins.</summary>
    public StoredFile? File { get; init; }

    public override Guid? Id => Picture;
}

internal sealed record SampleMessage(WaitingMessage Waiting, ScoreSample Sample) : Message(Waiting)
{
    /// <summary>Where its small picture lies, if it has one; set before the transaction begins.</summary>
    public StoredFile? File { get; init; }

    public override Guid? Id => Sample.Id;
}

internal sealed record ReportMessage(WaitingMessage Waiting, ZeroReport Report) : Message(Waiting)
{
    public override Guid? Id => Report.Id;
}

internal sealed record StatusMessage(WaitingMessage Waiting, AgentStatus Status) : Message(Waiting)
{
    public override Guid? Id => null;
}

/// <param name="Waiting">As it arrived.</param>
/// <param name="Number">Number of the page by its topic.</param>
/// <param name="Page">The page.</param>
internal sealed record SensorPageMessage(WaitingMessage Waiting, int Number, SensorPage Page) : Message(Waiting)
{
    public override Guid? Id => null;
}

internal sealed record ReportedSettingsMessage(WaitingMessage Waiting, ReportedSettings Settings) : Message(Waiting)
{
    public override Guid? Id => null;
}

/// <summary>A message that will never be taken.</summary>
/// <param name="Waiting">As it arrived.</param>
/// <param name="Readable">Its id, where that much could be read.</param>
/// <param name="Reason">Why, naming field, value and remedy.</param>
internal sealed record MalformedMessage(WaitingMessage Waiting, Guid? Readable, string Reason) : Message(Waiting)
{
    public override Guid? Id => Readable;
}
