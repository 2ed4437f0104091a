using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>A case that is reported handled is looked at again, until it goes on.</summary>
internal sealed class RecheckHook : IStateHook
{
    public void Changed(StoreTransaction transaction, StateChange change)
    {
        if (change.Enters(CaseStates.Handled))
            transaction.QueueRecheck(change.CaseId, change.At, change.RecordedAt);
        else if (change.Before.State == CaseStates.Handled && change.After.State != CaseStates.Handled)
            transaction.SettleRecheck(change.CaseId, change.After.State, change.Actor, change.RecordedAt);
    }
}
