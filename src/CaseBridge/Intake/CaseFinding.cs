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
    public bool IsNew { get; }

    /// <summary>Whether the batch has changed what the store has.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Null where its source was lost by an old migration.</summary>
    public Reporter? Reporter => Row.Source.Length == 0 ? null : _reporter ??= Row.ToReporter();

    /// <summary>Of what its steps say of the problem, the latest that is no clearing counts, in whatever order they arrive; cleared is for ever.</summary>
    public void Take(LocatedCandidate candidate)
    {
        var step = IncidentRow.Of(candidate, Row.CaseId, opens: false);
        var later = step.SaidSequence > Row.SaidSequence;
        var after = Row with
        {
            LastSequence = Math.Max(Row.LastSequence, step.LastSequence),
            ClearedAt = Row.ClearedAt ?? step.ClearedAt,
            Boxes = Row.Boxes ?? step.Boxes,
            Confidence = later ? step.Confidence : Row.Confidence,
            SaidAt = later ? step.SaidAt : Row.SaidAt,
            SaidSequence = later ? step.SaidSequence : Row.SaidSequence,
            FirstSeenAt = step.FirstSeenAt < Row.FirstSeenAt ? step.FirstSeenAt : Row.FirstSeenAt,
        };
        if (after == Row)
            return;
        (Row, IsChanged, _reporter) = (after, true, null);
    }

    public Finding ToFinding() => Row.ToFinding();
}
