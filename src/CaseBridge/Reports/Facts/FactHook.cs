using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>Queues every case whose state changes; of a merger, or one taken back, both cases.</summary>
internal sealed class FactHook : IStateHook
{
    public void Changed(StoreTransaction transaction, StateChange change) =>
        transaction.QueueFacts(change.RecordedAt, change.CaseId, change.Before.MergedInto, change.After.MergedInto);
}
