using System.CommandLine;
using EdgeWatch.Receiver;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch receive</c>: a small Open311 server in place of a city's case platform.</summary>
internal static class ReceiveCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "TCP port of the loopback interface.", HelpName = "PORT", DefaultValueFactory = _ => 8311 };
        var file = new Option<string?>("--file") { Description = "Keep the requests there over a restart; else they are kept in memory.", HelpName = "FILE" };
        var key = new Option<string?>("--api-key") { Description = "Take only requests with this api_key.", HelpName = "TEXT" };
        var tokens = new Option<bool>("--tokens") { Description = "Answer with a token first, as platforms do that number their cases later." };
        var bridge = new Option<string?>("--bridge") { Description = "Tell this bridge what the buttons do; else it has to ask.", HelpName = "URL" };
        var token = new Option<string?>("--bridge-token") { Description = "The bridge's cityToken; absent: the environment variable EDGEWATCH_CITY_TOKEN.", HelpName = "TEXT" };
        var command = new Command("receive", "Take filed cases as a small Open311 server, in place of a city's platform.") { port, file, key, tokens, bridge, token }
            .WithExamples("./edgewatch receive", "./edgewatch receive --port 8311 --bridge http://127.0.0.1:8080");
        command.SetAction((result, stop) => RunAsync(
            new ReceiverOptions(result.GetValue(port))
            {
                File = result.GetValue(file),
                ApiKey = result.GetValue(key),
                Tokens = result.GetValue(tokens),
                Bridge = result.GetValue(bridge),
                BridgeToken = result.GetValue(token) ?? Environment.GetEnvironmentVariable("EDGEWATCH_CITY_TOKEN"),
            },
            stop));
        return command;
    }

    private static async Task<int> RunAsync(ReceiverOptions options, CancellationToken stop)
    {
        if (options.Bridge is { } bridge && !(Uri.TryCreate(bridge, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            Screen.Instance.Error($"--bridge = {bridge}: write the bridge's address, such as http://127.0.0.1:8080");
            return ExitCodes.Usage;
        }

        await using var receiver = await ReceiverHost.StartAsync(options, TimeProvider.System, stop);
        Screen.Instance.Good($"Open311 GeoReport v2: {receiver.Endpoint}");
        Screen.Instance.Good($"page: {receiver.Address}");
        Screen.Instance.Line("Ctrl-C ends.");
        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return ExitCodes.Ok;
    }
}
