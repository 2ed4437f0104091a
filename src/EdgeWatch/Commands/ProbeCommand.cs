using System.CommandLine;
using System.Globalization;
using EdgeWatch.EdgeAgent.Jpeg;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch probe URL</c>: what a camera sends, and a first picture to draw zones on.</summary>
internal static class ProbeCommand
{
    private const int Quality = 90;

    public static Command Create()
    {
        var url = new Argument<string>("url") { Description = "rtsp://user:password@host:port/path, a video file, or a folder of pictures." };
        var transport = new Option<RtspTransport>("--transport") { Description = "tcp or udp.", HelpName = "tcp|udp", DefaultValueFactory = _ => RtspTransport.Tcp };
        var snapshot = new Option<string>("--snapshot") { Description = "Where the first picture is saved.", HelpName = "FILE", DefaultValueFactory = _ => "snapshot.jpg" };
        var command = new Command("probe", "Show codec, size, frame rate, key-frame interval and clock offset of a camera; save a picture.") { url, transport, snapshot }
            .WithExamples("./edgewatch probe rtsp://viewer:secret@192.0.2.20/stream1", "./edgewatch probe street.mp4 --snapshot street.jpg");
        command.SetAction((result, stop) => RunAsync(result.GetValue(url)!, result.GetValue(transport), result.GetValue(snapshot)!, stop));
        return command;
    }

    private static async Task<int> RunAsync(string url, RtspTransport transport, string snapshot, CancellationToken stop)
    {
        try
        {
            using var probe = await VideoProbe.ProbeAsync(new SourceOptions { Camera = "probe", Url = url, Transport = transport }, TimeProvider.System, stop);
            Screen.Instance.Table(["what", "value"], Describe(probe).Select(row => new[] { row.What, row.Value }));
            return probe.FirstPicture is { } picture ? await SaveAsync(picture, snapshot, stop) : NoPicture(probe.Url);
        }
        catch (Exception error) when (error is VideoException or FormatException)
        {
            Screen.Instance.Error(error.Message);
            return error is FormatException ? ExitCodes.Usage : ExitCodes.Failed;
        }
    }

    private static IEnumerable<(string What, string Value)> Describe(VideoProbeResult probe)
    {
        yield return ("address", probe.Url);
        yield return ("transport", probe.Transport);
        yield return ("codec", $"{probe.Codec} {probe.Profile}".TrimEnd());
        yield return ("picture", probe.Width is null ? "none was decoded" : $"{probe.Width} × {probe.Height}, {probe.PixelFormat}");
        yield return ("frame rate", Number(probe.FrameRate, "0.##", "fps"));
        yield return ("bit rate", Number(probe.BitRate / 1e6, "0.00", "Mbit/s"));
        yield return ("key-frame interval", Number(probe.KeyFrameInterval?.TotalSeconds, "0.##", "s"));
        yield return ("clock offset", Number(probe.ClockOffset?.TotalSeconds, "+0.000;-0.000", "s (camera less this machine)"));
    }

    private static string Number(double? value, string format, string unit) =>
        value is { } known ? $"{known.ToString(format, CultureInfo.InvariantCulture)} {unit}" : "not known";

    private static async Task<int> SaveAsync(Frame picture, string path, CancellationToken stop)
    {
        using var encoder = new JpegEncoder();
        await File.WriteAllBytesAsync(path, encoder.Encode(picture, Quality), stop);
        Screen.Instance.Good($"the first picture is in {path}; zones are drawn on it in shares of its width and height, 0 to 1");
        return ExitCodes.Ok;
    }

    private static int NoPicture(string shown)
    {
        Screen.Instance.Error($"{shown} sent no key frame while it was watched; shorten the camera's key-frame (I-frame) interval to 2 s or less");
        return ExitCodes.Failed;
    }
}
