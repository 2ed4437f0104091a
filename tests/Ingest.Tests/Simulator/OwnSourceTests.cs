using EdgeWatch.Ingest.Tests.Video;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Simulator;

/// <summary>Our own source in front of a server that is not ours; in front of ours it is tested with the sources.</summary>
[Collection(nameof(SimulatorCollection))]
public sealed class OwnSourceTests(SimulatorClips clips) : IDisposable
{
    private readonly Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(RtspTransport.Tcp)]
    [InlineData(RtspTransport.Udp)]
    public async Task Our_source_looks_through_gst_rtsp_server(RtspTransport transport)
    {
        await using var server = await GstRtspServer.StartAsync(new Dictionary<string, string> { ["street"] = clips.H264 });
        await using var looking = new Looking(_rig.Source(server.UrlOf("street"), options => options with { Transport = transport }), TimeSpan.FromMilliseconds(100));
        await Eventually.TrueAsync(() => looking.Looks.Count >= 4, "four key frames were looked at");
        looking.Looks.ShouldAllBe(look => look.Width == 320 && look.Height == 240);
        looking.Looks.Select(look => look.TakenAt).ShouldBeInOrder();
    }
}
