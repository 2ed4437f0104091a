using EdgeWatch.Ingest.Video;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest;

/// <summary>
/// Every log line of Ingest: ids 1100 to 1199. No value may hold credentials: addresses come from <see cref="CameraUrl.Shown"/>, brokers from
/// <see cref="Mqtt.BrokerOptions.ToString"/>.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1100, LogLevel.Information, "Camera {Camera} was connected at {Shown}: {Codec}")]
    public static partial void SourceConnected(this ILogger log, string camera, string shown, string codec);

    [LoggerMessage(1101, LogLevel.Warning, "Camera {Camera} could not be connected: {Error}")]
    public static partial void ConnectFailed(this ILogger log, string camera, string error);

    [LoggerMessage(1102, LogLevel.Warning, "Camera {Camera} was lost: {Error}")]
    public static partial void SourceLost(this ILogger log, string camera, string error);

    [LoggerMessage(1103, LogLevel.Warning, "Camera {Camera} stalled: {Error}")]
    public static partial void SourceStalled(this ILogger log, string camera, string error);

    [LoggerMessage(1104, LogLevel.Information, "Camera {Camera} became {State}")]
    public static partial void StateChanged(this ILogger log, string camera, SourceState state);

    [LoggerMessage(1105, LogLevel.Information, "Camera {Camera} changed its picture from {OldWidth}×{OldHeight} to {Width}×{Height}")]
    public static partial void SizeChanged(this ILogger log, string camera, int oldWidth, int oldHeight, int width, int height);

    [LoggerMessage(1106, LogLevel.Warning, "Camera {Camera} sends key frames more rarely than every {Cadence}: all its pictures were decoded from then on. "
        + "Set its key-frame (I-frame) interval to the cadence or less to save the work")]
    public static partial void DecodesThrough(this ILogger log, string camera, TimeSpan cadence);

    [LoggerMessage(1107, LogLevel.Information, "Camera {Camera} sends key frames often enough for a look every {Cadence}: only those were decoded from then on")]
    public static partial void DecodesKeyFrames(this ILogger log, string camera, TimeSpan cadence);

    [LoggerMessage(1108, LogLevel.Information, "Camera {Camera} was to be connected again in {Delay}")]
    public static partial void ReconnectPlanned(this ILogger log, string camera, TimeSpan delay);

    [LoggerMessage(1109, LogLevel.Warning, "Camera {Camera}: {Error}")]
    public static partial void SourceWarned(this ILogger log, string camera, string error);

    [LoggerMessage(1110, LogLevel.Error, "Camera {Camera} failed unexpectedly and was started anew")]
    public static partial void SourceFailed(this ILogger log, Exception error, string camera);

    [LoggerMessage(1120, LogLevel.Information, "Uplink source {Source} became live: {How}")]
    public static partial void UplinkSourceLive(this ILogger log, string source, string how);

    [LoggerMessage(1121, LogLevel.Warning, "Uplink source {Source} went down: {Error}")]
    public static partial void UplinkSourceDown(this ILogger log, string source, string error);

    [LoggerMessage(1122, LogLevel.Information, "Uplink source {Source} was read to its end: {Received} uplinks")]
    public static partial void UplinkSourceEnded(this ILogger log, string source, long received);

    [LoggerMessage(1123, LogLevel.Warning, "Uplink source {Source}: {Error}")]
    public static partial void UplinkSourceWarned(this ILogger log, string source, string error);

    [LoggerMessage(1124, LogLevel.Error, "Uplink source {Source} failed unexpectedly and went on")]
    public static partial void UplinkSourceFailed(this ILogger log, Exception error, string source);

    [LoggerMessage(1125, LogLevel.Error, "The decoder of source {Source} failed on an uplink of {Address}, which was counted as failed")]
    public static partial void DecoderFailed(this ILogger log, Exception error, string source, string address);

    [LoggerMessage(1126, LogLevel.Debug, "Uplink source {Source} answered a push with {Status}: {Reason}")]
    public static partial void PushRefused(this ILogger log, string source, int status, string reason);

    [LoggerMessage(1127, LogLevel.Warning, "Uplinks that were not understood could not be kept in {Folder}: {Error}")]
    public static partial void UndecodedNotKept(this ILogger log, string folder, string error);
}
