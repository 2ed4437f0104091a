using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.Ingest.Video;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Stages;

public sealed class LatestLookTests
{
    private readonly List<(int Width, int Height, byte Corner)> _encoded = [];

    [Fact]
    public void Before_the_first_look_there_is_no_picture() => Latest().Picture().ShouldBeNull();

    [Fact]
    public void The_latest_look_outlives_its_frame_and_is_encoded_once_however_often_it_is_asked_for()
    {
        var latest = Latest();
        using (var frame = Pictures.Flat(77, Begin))
            latest.Remember(frame, [See("car", Box(0.4f, 0.4f))], Visibility.Clear);
        _encoded.ShouldBeEmpty();
        var picture = latest.Picture().ShouldNotBeNull();
        latest.Picture().ShouldBeSameAs(picture);

        _encoded.ShouldBe([(320, 180, 77)]);
        picture.TakenAt.ShouldBe(Begin);
        picture.Subjects.ShouldHaveSingleItem().Class.ShouldBe("car");
    }

    [Theory]
    [InlineData(1920, 1080, 960, 540)]
    [InlineData(3840, 2160, 960, 540)]
    [InlineData(2560, 1440, 853, 480)]
    [InlineData(1921, 1081, 640, 360)]
    [InlineData(961, 541, 480, 270)]
    public void A_wide_look_is_kept_small_with_its_greys_averaged(int width, int height, int keptWidth, int keptHeight)
    {
        var latest = Latest();
        var (luma, chroma) = (new byte[width * height], new byte[(width + 1) / 2 * ((height + 1) / 2)]);
        for (var i = 0; i < luma.Length; i++)
            luma[i] = (byte)(i % width % 2 == 0 ? 90 : 110);
        using (var frame = HeapFrame.Copy(new FrameInfo("gate-3", 1, Begin, width, height, true, YuvMatrix.Bt709), luma, chroma, chroma))
            latest.Remember(frame, [], Visibility.Clear);
        latest.Picture();

        var (keptW, keptH, corner) = _encoded.ShouldHaveSingleItem();
        (keptW, keptH).ShouldBe((keptWidth, keptHeight));
        ((int)corner).ShouldBeInRange(96, 104);
    }

    [Fact]
    public async Task Who_asks_for_a_new_look_gets_the_next_one_in_full_size()
    {
        var latest = Latest();
        using (var frame = Pictures.Flat(10, Begin))
            latest.Remember(frame, [], Visibility.Clear);
        var next = latest.NextAsync(CancellationToken.None);
        next.IsCompleted.ShouldBeFalse();
        using (var frame = Pictures.Flat(20, Begin + TimeSpan.FromSeconds(1)))
            latest.Remember(frame, [], Visibility.Clear);

        (await next).TakenAt.ShouldBe(Begin + TimeSpan.FromSeconds(1));
        _encoded.ShouldBe([(320, 180, 20)]);
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_forgotten()
    {
        var latest = Latest();
        using var abort = new CancellationTokenSource();
        var next = latest.NextAsync(abort.Token);
        await abort.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(next);
        using var frame = Pictures.Flat(20, Begin);
        latest.Remember(frame, [], Visibility.Clear);

        _encoded.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_encoder_that_fails_is_the_askers_trouble_and_not_the_flows()
    {
        var latest = new LatestLook((_, _, _) => throw new InvalidOperationException("no turbo"), 80);
        var next = latest.NextAsync(CancellationToken.None);
        using var frame = Pictures.Flat(20, Begin);
        latest.Remember(frame, [], Visibility.Clear);

        (await Should.ThrowAsync<InvalidOperationException>(next)).Message.ShouldBe("no turbo");
    }

    private LatestLook Latest() => new((frame, quality, width) =>
    {
        _encoded.Add((frame.Width, frame.Height, frame.Y[0]));
        return Pictures.Encode(frame, quality, width);
    }, 80);
}
