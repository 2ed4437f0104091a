using EdgeWatch.CaseBridge.Confidence;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>A finding of a case while a batch is taken: as it is stored, and as the batch leaves it.</summary>
internal sealed class CaseFinding
{
    private Reporter? _reporter;

    public CaseFinding(IncidentRow row, bool isNew) => (Row, IsNew) = (row, isNew);

    public IncidentRow Row { get; private set; }

    /// <summary>Whether the store does not have it yet.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Whether the batch has changed what the store has.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Null where its source was lost by an old migration.</summary>
    public Reporter? Reporter => Row.Source.Length == 0 ? null : _reporter ??= Row.ToReporter();

    /// <summary>Of what its steps say of the problem, the latest that is no clearing counts, in whatever order they arrive; cleared is for ever.</summary>
    public void Take(LocatedCandidate candidate)
    {
        var (data, isClearing) = (candidate.Data, candidate.ClearedAt is not null);
        var later = !isClearing && data.Sequence > Row.SaidSequence;
        var seenAt = data.SeenAt.ToStore();
        var after = Row with
        {
            LastSequence = Math.Max(Row.LastSequence, data.Sequence),
            ClearedAt = Row.ClearedAt ?? candidate.ClearedAt,
            Boxes = Row.Boxes ?? PictureBox.ToStore(candidate.Boxes),
            Confidence = later ? data.Confidence : Row.Confidence,
            SaidAt = later ? seenAt : Row.SaidAt,
            SaidSequence = later ? data.Sequence : Row.SaidSequence,
            FirstSeenAt = seenAt < Row.FirstSeenAt ? seenAt : Row.FirstSeenAt,
        };
        if (after == Row)
            return;
        (Row, IsChanged, _reporter) = (after, true, null);
    }

    public void BecomeWritten() => (IsNew, IsChanged) = (false, false);

    public Finding ToFinding() => Row.ToFinding();
}
