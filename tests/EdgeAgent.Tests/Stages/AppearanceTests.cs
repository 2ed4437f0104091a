using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using static EdgeWatch.EdgeAgent.Tests.Stages.Scenery;

namespace EdgeWatch.EdgeAgent.Tests.Stages;

public sealed class AppearanceTests
{
    private static readonly Dictionary<string, Func<Frame>> TheSameVehicle = new()
    {
        ["at dusk"] = () => Empty.With(1).Lit((_, _, luma) => 16 + (luma - 16) * 0.3f).Draw(),
        ["in bright sun"] = () => Empty.With(1).Lit((_, _, luma) => luma * 1.3f + 20).Draw(),
        ["with a lamp beside it"] = () => Empty.With(1).Lit((column, _, luma) => luma * (0.4f + 1.2f * column / Pictures.Width)).Draw(),
        ["in the noise of the night"] = () => Empty.With(1).Noisy(25).Draw(),
        ["with the camera shaken by a pixel"] = () => Empty.With(1).Draw(shake: 1),
        ["with a passer-by before a third of it"] = () => Empty.With(1).With(2, new Box(0.3f, 0.2f, 0.39f, 0.9f)).Draw(),
        ["with its boot open"] = () => Empty.With(1).With(3, new Box(0.3f, 0.25f, 0.6f, 0.42f)).Draw(),
    };

    public static TheoryData<string> Circumstances => [.. TheSameVehicle.Keys];

    [Theory]
    [MemberData(nameof(Circumstances))]
    public void A_vehicle_looks_the_same(string circumstances)
    {
        using var frame = TheSameVehicle[circumstances]();
        Known(1).Compare(frame).ShouldBeGreaterThan(Appearance.Same + 0.05f);
    }

    [Fact]
    public void Another_vehicle_in_the_same_place_does_not_look_the_same()
    {
        var known = Known(1);
        for (var other = 2; other < 40; other++)
        {
            using var frame = Empty.With(other).Draw();
            known.Compare(frame).ShouldBeLessThan(Appearance.Same - 0.1f);
        }
    }

    [Fact]
    public void An_empty_place_does_not_look_like_the_vehicle_that_stood_there()
    {
        using var frame = Empty.Draw();
        Known(1).Compare(frame).ShouldBeLessThan(Appearance.Same);
    }

    [Fact]
    public void A_look_that_is_taken_in_changes_what_is_known_a_little()
    {
        var known = Known(1);
        using var half = Empty.With(1).With(2, new Box(0.3f, 0.2f, 0.45f, 0.9f)).Draw();
        var before = known.Compare(half);
        for (var i = 0; i < 10; i++)
        {
            known.Compare(half);
            known.Renew();
        }

        known.Compare(half).ShouldBeGreaterThan(before + 0.3f);
    }

    [Fact]
    public void A_place_that_is_too_small_or_too_flat_to_be_known_again_is_never_called_another()
    {
        using var one = Empty.With(1).Draw();
        using var other = Empty.With(2).Draw();
        var small = new Appearance();
        small.Begin(one, new Box(0.4f, 0.4f, 0.42f, 0.42f));
        small.Compare(other).ShouldBe(1);

        var flat = new Appearance();
        using var fog = Pictures.Flat(90, DateTimeOffset.UnixEpoch);
        using var mist = Pictures.Flat(160, DateTimeOffset.UnixEpoch);
        flat.Begin(fog, Bay);
        flat.Compare(mist).ShouldBe(1);
    }

    [Fact]
    public void A_box_that_reaches_out_of_the_picture_can_be_known()
    {
        using var frame = Empty.With(1, new Box(0.8f, 0.6f, 1, 1)).Draw();
        var known = new Appearance();
        known.Begin(frame, new Box(0.8f, 0.6f, 1.1f, 1.2f));
        known.Compare(frame).ShouldBeGreaterThan(0.9f);
    }

    [Fact]
    public void To_compare_allocates_nothing()
    {
        var known = Known(1);
        using var frame = Empty.With(1).Draw();
        Allocations.Least(() =>
        {
            known.Compare(frame);
            known.Renew();
        }).ShouldBe(0);
    }

    private static Appearance Known(int look)
    {
        var appearance = new Appearance();
        using var frame = Empty.With(look).Draw();
        appearance.Begin(frame, Bay);
        return appearance;
    }
}
