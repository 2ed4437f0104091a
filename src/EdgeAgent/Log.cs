using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent;

/// <summary>Every log line of the agent: pipeline, rules and host 2000–2399, link to the centre 2400–2699, detectors 2700–2999.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Error, "Stage {Stage} of camera {Camera} failed on one item, which was given up")]
    public static partial void StageFailed(ILogger logger, Exception error, string camera, string stage);
}
