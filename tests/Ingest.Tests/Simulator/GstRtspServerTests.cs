using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Simulator;

/// <summary>The second RTSP server that tests rely on.</summary>
[Collection(nameof(SimulatorCollection))]
public sealed class GstRtspServerTests(SimulatorClips clips)
{
    [Fact]
    public async Task Gst_rtsp_server_plays_files_longer_than_they_are()
    {
        await using var server = await GstRtspServer.StartAsync(new Dictionary<string, string> { ["one"] = clips.H264, ["two"] = clips.H265 });
        foreach (var (mount, transport) in (IEnumerable<(string, string)>)[("one", "tcp"), ("two", "udp")])
        {
            var (exitCode, output, errors) = await Command.RunAsync(
                "ffmpeg", "-v", "error", "-rtsp_transport", transport, "-i", server.UrlOf(mount), "-frames:v", "60", "-vsync", "passthrough", "-f", "framecrc", "-");
            (exitCode, errors).ShouldBe((0, ""));
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line[0] != '#').ShouldBe(60);
        }
    }
}
