using System.CommandLine;
using EdgeWatch.Demo;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch demo</c>: the whole product on clips that are played as cameras.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var clips = new Option<string?>("--clips") { Description = "Play the clips of this folder (NAME.mp4 with NAME.truth.json) instead of our own street.", HelpName = "DIR" };
        var cases = new Option<int?>("--until-cases") { Description = "End with one line of JSON when so many cases wait for review.", HelpName = "N" };
        var closed = new Option<int?>("--until-closed") { Description = "Let stand-ins confirm, handle and verify, and end with one line of JSON when so many cases are closed.", HelpName = "N" };
        var timeout = new Option<int>("--timeout") { Description = "Seconds after which --until-cases and --until-closed give up (exit code 1).", HelpName = "S", DefaultValueFactory = _ => 300 };
        var port = new Option<int>("--port") { Description = "Port of the console; 0 takes any free one.", HelpName = "PORT", DefaultValueFactory = _ => 8080 };
        var rtsp = new Option<string?>("--rtsp") { Description = "Take the cameras from this RTSP server; paths are the clips' names.", HelpName = "URL" };
        var compare = new Option<bool>("--compare") { Description = "Play every clip at least once, then print a table of cases and truths; exit code 1 where they differ." };
        var command = new Command("demo", "Play a street with problems through the whole product, on this machine.") { clips, cases, closed, timeout, port, rtsp, compare }
            .WithExamples("./edgewatch demo", "./edgewatch demo --until-cases 3 --timeout 300", "./edgewatch demo --until-closed 1", "./edgewatch demo --clips ../shared/clips --compare");
        command.SetAction((result, stop) => new DemoRun(
            new DemoPlan(result.GetValue(clips), result.GetValue(cases), TimeSpan.FromSeconds(result.GetValue(timeout)), result.GetValue(port))
            {
                Rtsp = result.GetValue(rtsp),
                Compare = result.GetValue(compare),
                UntilClosed = result.GetValue(closed),
            },
            TimeProvider.System).RunAsync(stop));
        return command;
    }
}
