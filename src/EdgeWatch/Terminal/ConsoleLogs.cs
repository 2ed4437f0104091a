using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace EdgeWatch.Terminal;

/// <summary>Logs of the running parts, one line each, on standard error with times in UTC.</summary>
internal static class ConsoleLogs
{
    public static ILoggerFactory Create(LogLevel least) => LoggerFactory.Create(logging => Configure(logging, least));

    public static void Configure(ILoggingBuilder logging, LogLevel least)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(least);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "HH:mm:ss.fff ";
            options.IncludeScopes = false;
            options.ColorBehavior = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Console.IsErrorRedirected
                ? LoggerColorBehavior.Disabled
                : LoggerColorBehavior.Default;
        });
        // Standard output is for results.
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
