using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent;

/// <summary>Every log line of the agent: pipeline, rules and host 2000–2399, link to the centre 2400–2699, detectors 2700–2999.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Error, "Stage {Stage} of {Owner} failed on one item, which was given up")]
    public static partial void StageFailed(ILogger logger, Exception error, string owner, string stage);

    [LoggerMessage(2001, LogLevel.Information, "{Type} of {Problem} by {Owner} ({Zone}) was written to the outbox; incident {Incident}, sequence {Sequence}")]
    public static partial void CandidateWritten(ILogger logger, string type, string problem, string owner, string zone, Guid incident, int sequence);

    [LoggerMessage(2002, LogLevel.Error, "Candidate {Id} of {Owner} could not be written to disk; it was kept and is tried again in {Wait}. Is the disk full?")]
    public static partial void CandidateNotWritten(ILogger logger, Exception error, Guid id, string owner, TimeSpan wait);

    [LoggerMessage(2003, LogLevel.Warning, "Candidate {Id} ({Type} of {Source}) had been made before the agent ended, and was appended again")]
    public static partial void CandidateRecovered(ILogger logger, Guid id, string type, string source);

    [LoggerMessage(2010, LogLevel.Error, "Camera {Camera} was set aside: {Error}")]
    public static partial void CameraRefused(ILogger logger, string camera, string error);

    [LoggerMessage(2011, LogLevel.Error, "The flow of camera {Camera} ended by a failure and begins anew in {Rest}")]
    public static partial void CameraFailed(ILogger logger, Exception error, string camera, TimeSpan rest);

    [LoggerMessage(2012, LogLevel.Information, "Agent {Agent} {Version} started: {Running} of {Cameras} cameras, models {Models}")]
    public static partial void AgentStarted(ILogger logger, string agent, string version, int running, int cameras, string models);

    [LoggerMessage(2013, LogLevel.Information, "Agent {Agent} stopped")]
    public static partial void AgentStopped(ILogger logger, string agent);

    [LoggerMessage(2014, LogLevel.Warning, "Agent {Agent} could not finish what was under way within {Grace}; it was given up and counted")]
    public static partial void AgentAborted(ILogger logger, string agent, TimeSpan grace);

    [LoggerMessage(2015, LogLevel.Warning, "Camera {Camera} judges nothing: {Fault}")]
    public static partial void ViewLost(ILogger logger, string camera, string fault);

    [LoggerMessage(2016, LogLevel.Information, "Camera {Camera} shows its usual view again and judges")]
    public static partial void ViewFound(ILogger logger, string camera);

    [LoggerMessage(2017, LogLevel.Warning, "Camera {Camera} judges by a view that nobody confirmed: {Fault}")]
    public static partial void ViewUnconfirmed(ILogger logger, string camera, string fault);

    [LoggerMessage(2018, LogLevel.Warning, "The usual view of camera {Camera} could not be read from or written to {File}; it is learnt anew after the next start")]
    public static partial void ViewNotKept(ILogger logger, Exception error, string camera, string file);

    [LoggerMessage(2020, LogLevel.Error, "Sensor {Sensor} was set aside: {Error}")]
    public static partial void SensorRefused(ILogger logger, string sensor, string error);

    [LoggerMessage(2021, LogLevel.Error, "{Count} more sensors were set aside; the status of each says why")]
    public static partial void SensorsRefused(ILogger logger, int count);

    [LoggerMessage(2022, LogLevel.Error, "Sensor source {Source} was set aside with its sensors: {Error}")]
    public static partial void SensorSourceRefused(ILogger logger, string source, string error);

    [LoggerMessage(2023, LogLevel.Error, "The flow of sensor source {Source} ended by a failure and begins anew in {Rest}")]
    public static partial void SensorSourceFailed(ILogger logger, Exception error, string source, TimeSpan rest);

    [LoggerMessage(2024, LogLevel.Warning, "What sensor {Sensor} remembered could not be read and is measured anew; its open findings are known")]
    public static partial void SensorForgot(ILogger logger, string sensor);

    [LoggerMessage(2025, LogLevel.Error, "What sensors remembered in {File} could not be read; it was set aside as .aside, and is measured anew")]
    public static partial void SensorMemorySetAside(ILogger logger, Exception error, string file);

    [LoggerMessage(2026, LogLevel.Error, "What sensors remember could not be written to {File}; they are judged all the same, but a start would forget it. Check that the disk has room and is writable")]
    public static partial void SensorMemoryNotKept(ILogger logger, Exception error, string file);

    [LoggerMessage(2027, LogLevel.Information, "{Running} of {Sensors} sensors listen through {Sources} sources")]
    public static partial void SensorsStarted(ILogger logger, int running, int sensors, int sources);

    [LoggerMessage(2028, LogLevel.Error, "The sensor register {File} cannot be read: {Error}; its sensors are missing")]
    public static partial void SensorRegisterUnreadable(ILogger logger, string file, string error);

    [LoggerMessage(2400, LogLevel.Critical, "The outbox {Path} is damaged")]
    public static partial void OutboxDamaged(ILogger logger, Exception error, string path);

    [LoggerMessage(2401, LogLevel.Critical, "The damaged outbox was set aside as {Aside} and a new one begun; what waited in it was not delivered. Keep the file for recovery")]
    public static partial void OutboxSetAside(ILogger logger, string aside);

    [LoggerMessage(2402, LogLevel.Error, "The outbox {Path} could not be written; trying again in {Wait}. Check that the disk has room and is writable")]
    public static partial void OutboxWriteFailed(ILogger logger, Exception error, string path, TimeSpan wait);

    [LoggerMessage(2403, LogLevel.Warning, "The outbox {Path} could not be made smaller")]
    public static partial void OutboxNotShrunk(ILogger logger, Exception error, string path);

    [LoggerMessage(2410, LogLevel.Information, "Settings revision {Revision} by {Actor} were applied; {Refused} values were refused")]
    public static partial void SettingsApplied(ILogger logger, long revision, string actor, int refused);

    [LoggerMessage(2411, LogLevel.Warning, "Setting {Key} = {Value} of camera {Camera} in revision {Revision} was refused: give {Remedy}. The camera keeps its last good settings")]
    public static partial void SettingRefused(ILogger logger, string camera, string key, string value, string remedy, long revision);

    [LoggerMessage(2412, LogLevel.Debug, "Settings revision {Revision} was ignored; revision {Received} was received before")]
    public static partial void SettingsStale(ILogger logger, long revision, long received);

    [LoggerMessage(2413, LogLevel.Error, "The remembered settings {Path} could not be read; the agent's own file is in force until the centre is heard")]
    public static partial void SettingsNotRecalled(ILogger logger, Exception error, string path);

    [LoggerMessage(2414, LogLevel.Error, "The settings could not be remembered in {Path}; they are in force until the agent ends. Check that the disk has room and is writable")]
    public static partial void SettingsNotRemembered(ILogger logger, Exception error, string path);

    [LoggerMessage(2420, LogLevel.Warning, "{Kind} {Id} could not be published: {Reason}; it is sent again")]
    public static partial void PublishFailed(ILogger logger, string kind, Guid id, string reason);

    [LoggerMessage(2421, LogLevel.Warning, "The bridge refused {Id}: {Reason}; it was set aside")]
    public static partial void BridgeRefused(ILogger logger, Guid id, string reason);

    [LoggerMessage(2422, LogLevel.Warning, "A message on {Topic} could not be read and was passed over: {Reason}")]
    public static partial void MessageUnreadable(ILogger logger, string topic, string reason);

    [LoggerMessage(2423, LogLevel.Warning, "{What} could not be published: {Reason}")]
    public static partial void StateNotPublished(ILogger logger, string what, string reason);

    [LoggerMessage(2424, LogLevel.Error, "{Loop} of the link to the centre failed on one round")]
    public static partial void LinkRoundFailed(ILogger logger, Exception error, string loop);

    [LoggerMessage(2425, LogLevel.Warning, "Request {Id} ({Kind}) for camera {Camera} failed")]
    public static partial void RequestFailed(ILogger logger, Exception error, Guid id, string kind, string camera);

    [LoggerMessage(2426, LogLevel.Information, "The link to the centre ended; {Rows} rows wait in the outbox")]
    public static partial void LinkEnded(ILogger logger, long rows);

    [LoggerMessage(2700, LogLevel.Error, "Model {Model} was not loaded and is left out: {Reason}")]
    public static partial void ModelNotLoaded(ILogger logger, string model, string reason);

    [LoggerMessage(2701, LogLevel.Information, "Shadow model {Model} was put beside {Main}: every {Every} looks; differences are in {Folder}")]
    public static partial void ShadowStarted(ILogger logger, string model, string main, int every, string folder);

    [LoggerMessage(2702, LogLevel.Warning, "A look of camera {Camera} could not be compared with the shadow model {Model}; the look itself is not touched")]
    public static partial void ShadowFailed(ILogger logger, Exception error, string camera, string model);

    [LoggerMessage(2703, LogLevel.Error, "The shadow model {Model} could not be put beside the others and is left out")]
    public static partial void ShadowNotStarted(ILogger logger, Exception error, string model);

    [LoggerMessage(2430, LogLevel.Error, "A score sample of camera {Camera} could not be taken")]
    public static partial void SampleFailed(ILogger logger, Exception error, string camera);
}
