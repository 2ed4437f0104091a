using System.CommandLine;
using EdgeWatch.CameraSimulator;
using EdgeWatch.Terminal;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch simulate CLIP…</c>: plays video files as RTSP cameras, in a loop.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var clips = new Argument<string[]>("clips") { Description = "Video files, H.264 or H.265.", Arity = ArgumentArity.OneOrMore };
        var port = new Option<int>("--port") { Description = "TCP port of the RTSP server.", HelpName = "PORT", DefaultValueFactory = _ => 8554 };
        var copies = new Option<int>("--copies") { Description = "Cameras per file; more than one are named NAME-1, NAME-2 …", HelpName = "N", DefaultValueFactory = _ => 1 };
        var user = new Option<string?>("--user") { Description = "User name to ask for.", HelpName = "NAME" };
        var password = new Option<string?>("--password") { Description = "Password to ask for (digest).", HelpName = "TEXT" };
        var command = new Command("simulate", "Play video files as RTSP cameras, in a loop.") { clips, port, copies, user, password }
            .WithExamples("./edgewatch simulate street.mp4", "./edgewatch simulate street.mp4 --copies 20 --port 8554");
        command.SetAction((result, stop) => RunAsync(
            Cameras(result.GetValue(clips)!, result.GetValue(copies), result.GetValue(user), result.GetValue(password)), result.GetValue(port), stop));
        return command;
    }

    private static SimulatedCamera[] Cameras(string[] clips, int copies, string? user, string? password) =>
    [
        .. clips.SelectMany(clip => Enumerable.Range(1, copies).Select(number => new SimulatedCamera(
            Path.GetFileNameWithoutExtension(clip) + (copies > 1 ? $"-{number}" : ""), clip)
        {
            User = user,
            Password = password,
            // Copies stand at different places of the clip, as cameras do not send their key frames in step.
            StartAt = TimeSpan.FromSeconds(1.7 * (number - 1)),
        })),
    ];

    private static async Task<int> RunAsync(SimulatedCamera[] cameras, int port, CancellationToken stop)
    {
        if (cameras.FirstOrDefault(camera => !File.Exists(camera.File)) is { } missing)
        {
            Screen.Instance.Error($"there is no file {missing.File}; name video files");
            return ExitCodes.Usage;
        }

        using var logs = ConsoleLogs.Create(LogLevel.Warning);
        await using var simulator = RtspSimulator.Start(new SimulatorOptions { Port = port, Cameras = cameras }, TimeProvider.System, logs);
        foreach (var name in simulator.Names)
            Screen.Instance.Line(simulator.UrlOf(name));
        Screen.Instance.Line("Ctrl-C ends.");
        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return ExitCodes.Ok;
    }
}
