using Microsoft.Extensions.Logging;

namespace EdgeWatch.Mqtt;

/// <summary>Every log line of the MQTT client; ids 1000–1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Connected to {Broker} as {Client}")]
    public static partial void Connected(this ILogger logger, string broker, string client);

    [LoggerMessage(1001, LogLevel.Warning, "Lost {Broker}: {Reason}; connecting again in {Delay}")]
    public static partial void ConnectionLost(this ILogger logger, string broker, string reason, TimeSpan delay);

    [LoggerMessage(1002, LogLevel.Warning, "Could not connect to {Broker}: {Reason}; trying again in {Delay}")]
    public static partial void ConnectFailed(this ILogger logger, string broker, string reason, TimeSpan delay);

    [LoggerMessage(1003, LogLevel.Error, "{Broker} refused the subscription {Filter}: {Reason}; check the broker's access list")]
    public static partial void SubscriptionRefused(this ILogger logger, string broker, string filter, string reason);

    [LoggerMessage(1004, LogLevel.Error, "A handler of {Filter} failed on {Topic}; the message was passed over")]
    public static partial void HandlerFailed(this ILogger logger, Exception error, string filter, string topic);

    [LoggerMessage(1005, LogLevel.Error, "The listener of connection changes failed")]
    public static partial void ListenerFailed(this ILogger logger, Exception error);

    [LoggerMessage(1006, LogLevel.Warning, "Messages of {Broker} came faster than they were handled: {Messages} wait; reading paused")]
    public static partial void ReadingPaused(this ILogger logger, string broker, int messages);

    [LoggerMessage(1007, LogLevel.Critical, "The network loop of {Broker} failed")]
    public static partial void LoopFailed(this ILogger logger, Exception error, string broker);
}
