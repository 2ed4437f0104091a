using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent.Outbox;

/// <summary>One thing to do within a transaction; completes once that is committed.</summary>
/// <param name="rows">Rows to write.</param>
/// <param name="settled">Ids to take off; with a reason: to set aside.</param>
internal sealed class OutboxWork(IReadOnlyList<NewRow> rows, IReadOnlyList<Refusal> settled) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public IReadOnlyList<NewRow> Rows => rows;

    public IReadOnlyList<Refusal> Settled => settled;

    /// <summary>What was set aside; known before the commit, counted after it.</summary>
    public List<Refusal> Refused { get; } = [];

    public void Complete(AgentMetrics metrics)
    {
        foreach (var _ in Refused)
            metrics.Dropped("outbox", "refused-by-bridge");
        TrySetResult();
    }
}
