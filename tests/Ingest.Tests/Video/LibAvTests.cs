using EdgeWatch.Ingest.Video;
using EdgeWatch.Ingest.Video.LibAv;

namespace EdgeWatch.Ingest.Tests.Video;

public sealed class LibAvTests
{
    private static readonly LibraryVersion[] Needed = [new("libavformat.so.59", "libavformat", 59, () => (59 << 16) | (27 << 8) | 100)];

    [Fact]
    public void The_installed_library_is_admitted()
    {
        VideoLibrary.EnsureLoaded();
        VideoLibrary.Version.Major.ShouldBe(59);
        LibAv.Check(Needed, _ => true).ShouldBeNull();
    }

    [Fact]
    public void A_missing_library_names_the_package_to_install() =>
        LibAv.Check(Needed, _ => false).ShouldBe(
            "libavformat.so.59 is not installed, and no other version is there. EdgeWatch reads video through libav 5.1 (libavformat 59). "
            + "Install it: apt install ffmpeg (on Debian 12; it brings libavformat59)");

    [Fact]
    public void Another_version_is_named_and_refused()
    {
        LibAv.Check(Needed, file => file == "libavformat.so.61").ShouldNotBeNull().ShouldContain("but libavformat.so.61 is there, whose structures differ");
        var disguised = Needed[0] with { Version = () => 60 << 16 };
        LibAv.Check([disguised], _ => true).ShouldNotBeNull().ShouldStartWith("libavformat.so.59 reports version 60.0.0, whose structures may differ.");
    }
}
