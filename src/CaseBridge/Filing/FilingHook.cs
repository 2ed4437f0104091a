using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>Queues, with every change of a case, what the destinations are to be told of it.</summary>
internal sealed class FilingHook : IStateHook
{
    public void Changed(StoreTransaction transaction, StateChange change) => transaction.QueueFilings(change);
}
