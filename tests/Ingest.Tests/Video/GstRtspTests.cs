using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Video;

/// <summary>The same against an RTSP server that is not ours.</summary>
public sealed class GstRtspTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Rig _rig = new();

    public void Dispose()
    {
        _rig.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Cameras_of_both_codecs_over_both_transports_are_looked_at_together()
    {
        await using var server = await GstRtspServer.StartAsync(new Dictionary<string, string>
        {
            ["avc"] = Clip.Pattern(_folder, "avc.mp4", Clip.H264Often),
            ["hevc"] = Clip.Pattern(_folder, "hevc.mp4", Clip.HevcOften),
        });

        // The second viewer of each comes while the first looks: the server prepares a stream for one viewer at a time.
        await using var avcTcp = await LookAsync(server, "avc", RtspTransport.Tcp);
        await using var avcUdp = await LookAsync(server, "avc", RtspTransport.Udp);
        await using var hevcTcp = await LookAsync(server, "hevc", RtspTransport.Tcp);
        await using var hevcUdp = await LookAsync(server, "hevc", RtspTransport.Udp);
        foreach (var looking in new[] { avcTcp, avcUdp, hevcTcp, hevcUdp })
        {
            await looking.SeeAsync(4);
            (looking.Status.State, looking.Status.Width, looking.Status.Height, looking.Status.LastError).ShouldBe((SourceState.Live, 160, 120, null));
            var took = looking.Looks.ElementAt(3).TakenAt - looking.Looks.First().TakenAt;
            took.ShouldBeInRange(TimeSpan.FromSeconds(1.2), TimeSpan.FromSeconds(6));
        }

        (avcUdp.Status.Codec, hevcUdp.Status.Codec).ShouldBe(("h264", "hevc"));
    }

    [Fact]
    public async Task A_server_that_dies_is_noticed_at_once()
    {
        var server = await GstRtspServer.StartAsync(new Dictionary<string, string> { ["cam"] = Clip.Pattern(_folder, "cam.mp4", Clip.H264Often) });
        await using var looking = await LookAsync(server, "cam", RtspTransport.Tcp);
        await server.DisposeAsync();
        await Eventually.TrueAsync(() => looking.Status is { State: SourceState.Waiting, Reconnects: 1 }, "the loss");
        await Eventually.TrueAsync(() => looking.Status.LastError!.Contains("nothing listens", StringComparison.Ordinal), "the words");
    }

    private async Task<Looking> LookAsync(GstRtspServer server, string mount, RtspTransport transport)
    {
        var source = _rig.Source(server.UrlOf(mount), options => options with { Transport = transport, ReconnectDelay = TimeSpan.FromMilliseconds(100) });
        var looking = new Looking(source, TimeSpan.FromMilliseconds(500));
        await looking.SeeAsync(1);
        return looking;
    }
}
