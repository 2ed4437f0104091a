using Microsoft.Extensions.Logging;

namespace EdgeWatch.CameraSimulator;

/// <summary>Every log line of the simulator; ids 1200 to 1299.</summary>
internal static partial class Log
{
    [LoggerMessage(1200, LogLevel.Information, "Camera simulator listens on {Address}:{Port} with {Cameras} cameras")]
    public static partial void Started(ILogger log, System.Net.IPAddress address, int port, int cameras);

    [LoggerMessage(1201, LogLevel.Debug, "Clip {File} loaded: {Codec}, {FrameRate:0.##} pictures/s, {KiloBits:0} kbit/s, {Seconds:0.##} s")]
    public static partial void ClipLoaded(ILogger log, string file, Media.VideoCodec codec, double frameRate, double kiloBits, double seconds);

    [LoggerMessage(1202, LogLevel.Information, "{Client} began to watch {Camera} over {Transport}")]
    public static partial void ClientJoined(ILogger log, string client, string camera, string transport);

    [LoggerMessage(1203, LogLevel.Information, "{Client} ended watching {Camera}")]
    public static partial void ClientLeft(ILogger log, string client, string camera);

    [LoggerMessage(1204, LogLevel.Warning, "{Camera}: {Client} does not keep up; pictures are left out for it until the next key frame that it has room for")]
    public static partial void ClientTooSlow(ILogger log, string camera, string client);

    [LoggerMessage(1205, LogLevel.Warning, "{Camera}: {Client} took nothing for {Seconds:0} s and was disconnected")]
    public static partial void ClientStuck(ILogger log, string camera, string client, double seconds);

    [LoggerMessage(1206, LogLevel.Information, "{Camera} is now {State}")]
    public static partial void StateChanged(ILogger log, string camera, CameraState state);

    [LoggerMessage(1207, LogLevel.Information, "{Camera} switched to {File}")]
    public static partial void ClipSwitched(ILogger log, string camera, string file);

    [LoggerMessage(1208, LogLevel.Debug, "{Client} was refused a {Method} with {Status}: {Reason}")]
    public static partial void RequestRefused(ILogger log, string client, string method, int status, string reason);

    [LoggerMessage(1209, LogLevel.Warning, "{Client} was refused {Camera}: {Reason}")]
    public static partial void SignInRefused(ILogger log, string client, string camera, Rtsp.SignIn reason);

    [LoggerMessage(1210, LogLevel.Debug, "{Client} was silent for {Seconds:0} s; its session ended")]
    public static partial void SessionTimedOut(ILogger log, string client, double seconds);

    [LoggerMessage(1211, LogLevel.Error, "The connection of {Client} failed")]
    public static partial void ConnectionFailed(ILogger log, Exception error, string client);

    [LoggerMessage(1212, LogLevel.Error, "{Camera} failed to play; the other cameras go on")]
    public static partial void PlayingFailed(ILogger log, Exception error, string camera);

    [LoggerMessage(1213, LogLevel.Warning, "A client was hung up on: {Limit} connections are open already")]
    public static partial void TooManyConnections(ILogger log, int limit);

    [LoggerMessage(1214, LogLevel.Warning, "A connection could not be accepted")]
    public static partial void AcceptFailed(ILogger log, Exception error);
}
