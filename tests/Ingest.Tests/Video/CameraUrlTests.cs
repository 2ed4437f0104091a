using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Video;

public sealed class CameraUrlTests
{
    [Theory]
    [InlineData("rtsp://admin:secret@10.0.0.5:8554/ch1?x=1", "rtsp://***@10.0.0.5:8554/ch1?x=1", "10.0.0.5", 8554, true)]
    [InlineData("rtsp://admin:se@cr:et@cam.lan/ch1", "rtsp://***@cam.lan/ch1", "cam.lan", 554, true)]
    [InlineData("RTSP://cam.lan", "RTSP://cam.lan", "cam.lan", 554, false)]
    [InlineData("rtsp://[fd00::5]:554/a", "rtsp://[fd00::5]:554/a", "fd00::5", 554, false)]
    [InlineData("rtsp://cam/user=admin&password=secret&channel=1", "rtsp://cam/user=admin&password=***&channel=1", "cam", 554, false)]
    public void An_address_is_read_and_shown_without_its_credentials(string url, string shown, string host, int port, bool hasCredentials)
    {
        var parsed = CameraUrl.Parse(url);
        (parsed.Kind, parsed.Shown, parsed.Host, parsed.Port, parsed.HasCredentials).ShouldBe((CameraUrlKind.Rtsp, shown, host, port, hasCredentials));
        $"{parsed}".ShouldBe(shown);
    }

    [Fact]
    public void Characters_of_a_password_that_end_an_address_are_escaped_for_libav() =>
        CameraUrl.Parse("rtsp://admin:a@b#c?d@cam/x").Address.ShouldBe("rtsp://admin:a%40b%23c%3Fd@cam/x");

    [Theory]
    [InlineData("rtsp://admin:sec/ret@cam/x", "%2F")]
    [InlineData("rtsp://admin:secret@/x", "no host")]
    [InlineData("http://admin:secret@cam/x", "not supported")]
    [InlineData("  ", "is empty")]
    public void A_wrong_address_is_refused_with_a_reason_and_without_its_credentials(string url, string reason)
    {
        var message = Should.Throw<FormatException>(() => CameraUrl.Parse(url)).Message;
        message.ShouldContain(reason);
        message.ShouldNotContain("sec");
    }

    [Theory]
    [InlineData("open rtsp://u:p@h/x and rtsps://q@i", "open rtsp://***@h/x and rtsps://***@i")]
    [InlineData("GET /?pwd=abc&pass=d e", "GET /?pwd=***&pass=*** e")]
    [InlineData("mail a@b.c", "mail a@b.c")]
    public void Any_text_can_be_redacted(string text, string expected) => CameraUrl.Redact(text).ShouldBe(expected);

    [Fact]
    public void Files_folders_and_single_pictures_are_told_apart()
    {
        using var folder = new TempFolder();
        CameraUrl.Parse(folder.FullPath).Kind.ShouldBe(CameraUrlKind.Pictures);
        CameraUrl.Parse("street.JPG").Kind.ShouldBe(CameraUrlKind.Pictures);
        CameraUrl.Parse("clips/street.mp4").Kind.ShouldBe(CameraUrlKind.File);
        CameraUrl.Parse("file:///clips/street.mp4").Shown.ShouldBe("/clips/street.mp4");
    }
}
