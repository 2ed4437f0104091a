using EdgeWatch.CameraSimulator.Rtsp;

namespace EdgeWatch.Ingest.Tests.Simulator;

public sealed class RtspHeadersTests
{
    private const string Address = "/dir/index.html";
    private const string Given = """
        Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", qop=auth, nc=00000001,
        cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1", opaque="5ccc069c403ebaf9f0171e9517f40e41"
        """;

    private readonly DigestAuthentication _authentication = new("testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093");

    [Fact]
    public void The_example_of_rfc_2617_signs_in() => _authentication.Judge(Given, "GET", Address, "Mufasa", "Circle Of Life").ShouldBe(SignIn.Accepted);

    [Fact]
    public void Another_password_user_address_or_method_is_refused()
    {
        _authentication.Judge(Given, "GET", Address, "Mufasa", "Circle of Life").ShouldBe(SignIn.WrongCredentials);
        _authentication.Judge(Given, "GET", Address, "Simba", "Circle Of Life").ShouldBe(SignIn.WrongCredentials);
        _authentication.Judge(Given, "GET", "/elsewhere", "Mufasa", "Circle Of Life").ShouldBe(SignIn.WrongCredentials);
        _authentication.Judge(Given, "PLAY", Address, "Mufasa", "Circle Of Life").ShouldBe(SignIn.WrongCredentials);
    }

    [Fact]
    public void An_answer_to_another_challenge_is_stale_and_the_next_challenge_says_so()
    {
        var other = new DigestAuthentication("testrealm@host.com");
        var judgement = other.Judge(Given, "GET", Address, "Mufasa", "Circle Of Life");
        judgement.ShouldBe(SignIn.StaleNonce);
        other.Challenge(judgement).ShouldContain("stale=true");
        other.Challenge(SignIn.Missing).ShouldNotContain("stale");
    }

    [Theory]
    [InlineData(null, nameof(SignIn.Missing))]
    [InlineData("Basic TXVmYXNhOkNpcmNsZSBPZiBMaWZl", nameof(SignIn.WrongScheme))]
    [InlineData("Digest ", nameof(SignIn.StaleNonce))]
    [InlineData("Digest nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"", nameof(SignIn.WrongCredentials))]
    public void What_is_no_digest_is_refused(string? header, string expected) =>
        _authentication.Judge(header, "GET", Address, "Mufasa", "Circle Of Life").ToString().ShouldBe(expected);

    [Theory]
    [InlineData("RTP/AVP/TCP;unicast;interleaved=2-3", true, 2, 3)]
    [InlineData("RTP/AVP/TCP;unicast", true, 0, 1)]
    [InlineData("RTP/AVP;unicast;client_port=5000-5001", false, 5000, 5001)]
    [InlineData("RTP/AVP/UDP;unicast;client_port=5000", false, 5000, 5001)]
    [InlineData("RTP/AVP;multicast;port=1-2,RTP/AVP/TCP;interleaved=0-1;mode=\"PLAY\"", true, 0, 1)]
    public void A_transport_that_can_be_served_is_chosen(string header, bool isInterleaved, int rtp, int rtcp) =>
        TransportRequest.Choose(header).ShouldBe(new TransportRequest(isInterleaved, rtp, rtcp));

    [Theory]
    [InlineData("RTP/AVP;multicast;client_port=5000-5001")]
    [InlineData("RTP/AVP;unicast")]
    [InlineData("RTP/AVP;unicast;client_port=70000-70001")]
    [InlineData("RTP/AVP;unicast;client_port=0-1")]
    [InlineData("RTP/AVP/TCP;interleaved=255-256")]
    [InlineData("RTP/AVP/TCP;interleaved=1-1")]
    [InlineData("RTP/AVP/TCP;interleaved=a-b")]
    [InlineData("RTP/SAVP;unicast;client_port=5000-5001")]
    [InlineData("RTP/AVP/TCP;interleaved=0-1;mode=record")]
    [InlineData("")]
    public void A_transport_that_cannot_be_served_is_not(string header) => TransportRequest.Choose(header).ShouldBeNull();

    [Theory]
    [InlineData("rtsp://host:554/bin-corner", "bin-corner", false)]
    [InlineData("RTSP://host/bin-corner/?profile=1", "bin-corner", false)]
    [InlineData("rtsp://host/bin-corner/trackID=0", "bin-corner", true)]
    public void An_address_names_a_camera_or_its_track(string uri, string camera, bool isTrack)
    {
        var address = CameraAddress.Parse(uri).ShouldNotBeNull();
        (address.Camera, address.IsTrack).ShouldBe((camera, isTrack));
        address.Base.ShouldEndWith("/bin-corner");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("rtsp://host")]
    [InlineData("http://host/bin-corner")]
    [InlineData("rtsp://host/bin-corner/trackID=1")]
    [InlineData("rtsp://host/a/b/c")]
    public void What_names_no_camera_is_no_address(string uri) => CameraAddress.Parse(uri).ShouldBeNull();
}
