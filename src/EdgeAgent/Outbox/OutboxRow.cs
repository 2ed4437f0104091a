namespace EdgeWatch.EdgeAgent.Outbox;

/// <summary>What a row of the outbox holds. The numbers stand in the database.</summary>
internal enum RowKind
{
    /// <summary>A candidate of type opened; never dropped.</summary>
    Opened = 1,

    /// <summary>A candidate of type updated.</summary>
    Updated = 2,

    /// <summary>A candidate of type cleared.</summary>
    Cleared = 3,

    /// <summary>A zero report.</summary>
    Report = 4,

    /// <summary>A score sample.</summary>
    Sample = 5,

    /// <summary>The picture of an opened candidate.</summary>
    PictureOfOpened = 11,

    /// <summary>The picture of an updated candidate.</summary>
    PictureOfUpdated = 12,

    /// <summary>The picture of a cleared candidate.</summary>
    PictureOfCleared = 13,
}

/// <summary>What the kinds have in common.</summary>
internal static class RowKinds
{
    /// <summary>Whether a row is the picture of a candidate.</summary>
    public static bool IsPicture(this RowKind kind) => kind >= RowKind.PictureOfOpened;

    /// <summary>Whether a row is a candidate.</summary>
    public static bool IsCandidate(this RowKind kind) => kind <= RowKind.Cleared;

    /// <summary>Whether a row's bytes count against the disk budget for pictures: samples carry theirs inside.</summary>
    public static bool CountsAsPicture(this RowKind kind) => kind is RowKind.Sample || kind.IsPicture();
}

/// <summary>One message that waits for the bridge.</summary>
/// <param name="Sequence">Order of writing.</param>
/// <param name="Id">What the bridge acknowledges.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Body">JSON as it goes out, or the JPEG.</param>
internal sealed record OutboxRow(long Sequence, Guid Id, RowKind Kind, byte[] Body);

/// <summary>A row to be written.</summary>
/// <param name="Id">What the bridge acknowledges.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Incident">Candidates and pictures: rows of one incident leave in order.</param>
/// <param name="Parent">Pictures: the candidate that they belong to.</param>
/// <param name="Body">JSON as it goes out, or the JPEG.</param>
internal sealed record NewRow(Guid Id, RowKind Kind, Guid? Incident, Guid? Parent, byte[] Body);
