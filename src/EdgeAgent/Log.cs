using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent;

/// <summary>Every log line of the agent: pipeline, rules and host 2000–2399, link to the centre 2400–2699, detectors 2700–2999.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Error, "Stage {Stage} of camera {Camera} failed on one item, which was given up")]
    public static partial void StageFailed(ILogger logger, Exception error, string camera, string stage);

    [LoggerMessage(2001, LogLevel.Information, "{Type} of {Problem} by camera {Camera} in zone {Zone} was written to the outbox; incident {Incident}, sequence {Sequence}")]
    public static partial void CandidateWritten(ILogger logger, string type, string problem, string camera, string zone, Guid incident, int sequence);

    [LoggerMessage(2002, LogLevel.Error, "Candidate {Id} of camera {Camera} could not be written to disk; it was kept and is tried again in {Wait}. Is the disk full?")]
    public static partial void CandidateNotWritten(ILogger logger, Exception error, Guid id, string camera, TimeSpan wait);

    [LoggerMessage(2003, LogLevel.Warning, "Candidate {Id} ({Type} of {Source}) had been made before the agent ended, and was appended again")]
    public static partial void CandidateRecovered(ILogger logger, Guid id, string type, string source);

    [LoggerMessage(2400, LogLevel.Critical, "The outbox {Path} is damaged")]
    public static partial void OutboxDamaged(ILogger logger, Exception error, string path);

    [LoggerMessage(2401, LogLevel.Critical, "The damaged outbox was set aside as {Aside} and a new one begun; what waited in it was not delivered. Keep the file for recovery")]
    public static partial void OutboxSetAside(ILogger logger, string aside);

    [LoggerMessage(2402, LogLevel.Error, "The outbox {Path} could not be written; trying again in {Wait}. Check that the disk has room and is writable")]
    public static partial void OutboxWriteFailed(ILogger logger, Exception error, string path, TimeSpan wait);
}
