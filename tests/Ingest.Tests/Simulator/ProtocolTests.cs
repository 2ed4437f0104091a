using System.Text;
using EdgeWatch.CameraSimulator;

namespace EdgeWatch.Ingest.Tests.Simulator;

/// <summary>What the simulator answers, also to nonsense.</summary>
[Collection(nameof(SimulatorCollection))]
public sealed class ProtocolTests(SimulatorClips clips)
{
    private const string Tcp = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1";

    [Theory]
    [InlineData("OPTIONS", "*", "", 200)]
    [InlineData("DESCRIBE", "{url}", "", 200)]
    [InlineData("DESCRIBE", "{url}-nowhere", "", 404)]
    [InlineData("DESCRIBE", "*", "", 404)]
    [InlineData("SETUP", "{url}/trackID=0", "Transport: RTP/AVP;multicast;port=5000-5001", 461)]
    [InlineData("SETUP", "{url}/trackID=0", "", 400)]
    [InlineData("SETUP", "{url}/trackID=7", Tcp, 404)]
    [InlineData("PLAY", "{url}", "", 455)]
    [InlineData("PLAY", "{url}", "Session: 1234", 454)]
    [InlineData("TEARDOWN", "{url}", "Session: 1234", 454)]
    [InlineData("GET_PARAMETER", "{url}", "", 200)]
    [InlineData("GET_PARAMETER", "{url}", "Session: 1234", 454)]
    [InlineData("PAUSE", "{url}", "", 405)]
    [InlineData("DANCE", "{url}", "", 501)]
    [InlineData("DESCRIBE", "{url}", "Require: onvif-replay", 551)]
    public async Task A_request_gets_the_status_that_the_standard_names(string method, string uri, string header, int status)
    {
        await using var simulator = SimulatorClips.Play(clips.H264);
        using var client = await RtspTestClient.ConnectAsync(simulator);
        var answer = await client.AskAsync(method, uri.Replace("{url}", simulator.UrlOf("street")), header.Length == 0 ? [] : [header]);
        answer.Status.ShouldBe(status);
        answer.Headers["CSeq"].ShouldBe("1");
    }

    [Fact]
    public async Task A_session_lasts_from_setup_to_teardown()
    {
        await using var simulator = SimulatorClips.Play(clips.H264);
        using var client = await RtspTestClient.PlayAsync(simulator);
        var (url, session) = (simulator.UrlOf("street"), $"Session: {client.Session}");
        (await client.AskAsync("SETUP", url, Tcp, session)).Status.ShouldBe(455);
        (await client.AskAsync("GET_PARAMETER", url, session)).Headers["Session"].ShouldContain("timeout=60");
        (await client.AskAsync("TEARDOWN", url, session)).Status.ShouldBe(200);
        simulator.Camera("street").Statistics.Clients.ShouldBe(0);
        (await client.AskAsync("PLAY", url, session)).Status.ShouldBe(454);
        (await client.AskAsync("SETUP", url, Tcp)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_first_packet_is_the_one_that_the_answer_to_play_announces()
    {
        await using var simulator = SimulatorClips.Play(clips.H264);
        using var client = await RtspTestClient.PlayAsync(simulator);
        var picture = await client.ReadPictureAsync();
        picture.IsKey.ShouldBeTrue();
        client.PlayAnswer!.Headers["RTP-Info"].ShouldContain($";seq={picture.Packets[0].Sequence};rtptime={picture.Timestamp}");
    }

    [Fact]
    public async Task Descriptions_name_codec_parameter_sets_and_track()
    {
        await using var simulator = SimulatorClips.Play([new("one", clips.H264), new("two", clips.H265)]);
        using var client = await RtspTestClient.ConnectAsync(simulator);
        var h264 = await client.AskAsync("DESCRIBE", simulator.UrlOf("one"));
        h264.Headers["Content-Base"].ShouldBe(simulator.UrlOf("one") + "/");
        h264.Body.ShouldContain("a=rtpmap:96 H264/90000\r\n");
        h264.Body.ShouldMatch("packetization-mode=1;profile-level-id=64[0-9A-F]{4};sprop-parameter-sets=Z2[^,]+,aO[^\r]+\r\n");
        h264.Body.ShouldContain("a=control:trackID=0\r\n");
        var h265 = await client.AskAsync("DESCRIBE", simulator.UrlOf("two"));
        h265.Body.ShouldMatch("a=fmtp:96 sprop-vps=QA[^;]+;sprop-sps=Qg[^;]+;sprop-pps=RA[^\r]+\r\n");
    }

    [Fact]
    public async Task Without_credentials_a_locked_camera_tells_nothing()
    {
        await using var simulator = SimulatorClips.Play(clips.H264, camera => camera with { User = "warden", Password = "secret" });
        using var client = await RtspTestClient.ConnectAsync(simulator);
        foreach (var method in (string[])["DESCRIBE", "SETUP", "PLAY", "GET_PARAMETER", "TEARDOWN"])
        {
            var answer = await client.AskAsync(method, simulator.UrlOf("street"), Tcp);
            answer.Status.ShouldBe(401);
            answer.Headers["WWW-Authenticate"].ShouldStartWith("Digest realm=");
            answer.Body.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Nonsense_never_stops_the_server()
    {
        await using var simulator = SimulatorClips.Play(clips.H264);
        var random = new Random(2326);
        for (var round = 0; round < 400; round++)
        {
            using var client = await RtspTestClient.ConnectAsync(simulator);
            await client.SendAsync(Nonsense(random, simulator.UrlOf("street")));
        }

        using var sound = await RtspTestClient.PlayAsync(simulator);
        (await sound.ReadPictureAsync()).IsKey.ShouldBeTrue();
    }

    [Fact]
    public async Task A_broken_request_is_answered_and_the_connection_goes_on()
    {
        await using var simulator = SimulatorClips.Play(clips.H264);
        using var client = await RtspTestClient.ConnectAsync(simulator);
        await client.SendAsync("HELLO\r\nCSeq: 9\r\n\r\n");
        (await client.ReadAsync()).Answer.ShouldNotBeNull().Status.ShouldBe(400);
        (await client.AskAsync("OPTIONS", "*")).Headers["Public"].ShouldContain("DESCRIBE");
    }

    /// <summary>Sound requests with random bytes changed, cut, doubled, or nothing sound at all.</summary>
    private static byte[] Nonsense(Random random, string url)
    {
        string[] methods = ["OPTIONS", "DESCRIBE", "SETUP", "PLAY", "GET_PARAMETER", "TEARDOWN", "$"];
        var text = string.Concat(Enumerable.Range(1, 3).Select(sequence =>
            $"{methods[random.Next(methods.Length)]} {url} RTSP/1.0\r\nCSeq: {sequence}\r\n{Tcp}\r\nContent-Length: {random.Next(-2, 9)}\r\n\r\n"));
        var bytes = Encoding.ASCII.GetBytes(text);
        if (random.Next(5) == 0)
            random.NextBytes(bytes);
        for (var change = random.Next(12); change > 0; change--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes[..random.Next(1, bytes.Length + 1)];
    }
}
