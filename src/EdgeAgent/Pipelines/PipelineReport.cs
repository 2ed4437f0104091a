using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Pipelines;

/// <summary>Where one flow says what it gave up and what failed.</summary>
internal sealed class PipelineReport(string owner, AgentMetrics metrics, ILogger logger)
{
    public void Dropped(string queue, string reason) => metrics.Dropped(queue, reason);

    public void Failed(string stage, Exception error)
    {
        metrics.Failed(stage);
        Log.StageFailed(logger, error, owner, stage);
    }
}
