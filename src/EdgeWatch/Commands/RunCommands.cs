using System.CommandLine;
using EdgeWatch.Configuration;
using EdgeWatch.Local;
using EdgeWatch.Terminal;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch agent | bridge | up</c>: run what the file describes, until Ctrl-C or SIGTERM.</summary>
internal static class RunCommands
{
    public static Command Agent() => Create(
        "agent", "Run the agent of the file: look, judge, publish.", "./edgewatch agent --config edgewatch.yaml",
        options => options.Agent is null ? "agent:" : null, options => options with { Bridge = null });

    public static Command Bridge() => Create(
        "bridge", "Run the bridge of the file: cases, API and console.", "./edgewatch bridge --config edgewatch.yaml",
        options => options.Bridge is null ? "bridge:" : null, options => options with { Agent = null });

    public static Command Up() => Create(
        "up", "Run everything of the file on this machine; a broker too, if none listens.", "./edgewatch up --config edgewatch.yaml",
        _ => null, options => options with { Bridge = options.Bridge ?? new() { Broker = options.Agent!.Broker } }, startsBroker: true);

    private static Command Create(
        string name, string description, string example, Func<EdgeWatchOptions, string?> lacks, Func<EdgeWatchOptions, EdgeWatchOptions> part, bool startsBroker = false)
    {
        var config = ConfigOption.Create();
        var verbose = new Option<bool>("--verbose") { Description = "Log details too." };
        var command = new Command(name, description) { config, verbose }.WithExamples(example);
        command.SetAction((result, stop) => RunAsync(result.GetValue(config)!, result.GetValue(verbose), lacks, part, startsBroker, stop));
        return command;
    }

    private static async Task<int> RunAsync(
        string file, bool verbose, Func<EdgeWatchOptions, string?> lacks, Func<EdgeWatchOptions, EdgeWatchOptions> part, bool startsBroker, CancellationToken stop)
    {
        if (ConfigOption.ReadOrExplain(file) is not { } options)
            return ExitCodes.Usage;
        if (lacks(options) is { } section)
        {
            Screen.Instance.Error($"{file} has no '{section}' section; add it, or run another verb");
            return ExitCodes.Usage;
        }

        var mine = part(options);
        var least = verbose ? LogLevel.Debug : LogLevel.Information;
        var broker = startsBroker ? Path.Combine(mine.Bridge!.Data, "broker") : null;
        await using var site = await Site.StartAsync(new SiteOptions(mine.Agent, mine.Bridge, broker), logging => ConsoleLogs.Configure(logging, least), stop);
        if (site.Address is not null)
            Screen.Instance.Good($"console and API: {site.Address}");
        Screen.Instance.Line("Ctrl-C ends.");
        await site.RunAsync(stop);
        return ExitCodes.Ok;
    }
}
