using EdgeWatch.Ingest.Video;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest;

/// <summary>Every log line of Ingest: ids 1100 to 1199. No value may hold credentials: addresses come from <see cref="CameraUrl.Shown"/>.</summary>
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
}
