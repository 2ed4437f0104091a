using EdgeWatch.Ingest.Video;

namespace EdgeWatch.Ingest.Tests.Video;

/// <summary>What a probe says of a camera that was watched for a few seconds in which not everything came.</summary>
public sealed class StreamPaceTests
{
    [Fact]
    public void A_camera_that_was_silent_for_a_second_is_not_said_to_have_rare_key_frames_or_half_the_frame_rate()
    {
        // Ten pictures a second, every second one a key frame; the network was away from 0.8 s to 1.8 s.
        var pace = Pace([.. Times(0, 8), .. Times(18, 30)], keyEvery: 2);

        pace.KeyFrameInterval.ShouldBe(TimeSpan.FromMilliseconds(200));
        pace.Steady.ShouldBe(TimeSpan.FromMilliseconds(1_900), "19 steps, whatever lay between two of them");
    }

    [Fact]
    public void A_camera_of_few_key_frames_is_watched_on_where_a_break_fell_between_the_first_two()
    {
        var pace = Pace([.. Times(0, 8), .. Times(18, 21)], keyEvery: 20);
        pace.KeyFrameInterval.ShouldBeNull("two came, but nobody knows how many between them did not");

        foreach (var tenths in Enumerable.Range(21, 20))
            pace.Saw(TimeSpan.FromSeconds(tenths / 10.0), tenths % 20 == 0);
        pace.KeyFrameInterval.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_lost_key_frame_does_not_make_the_camera_one_of_rarer_key_frames()
    {
        var pace = Pace([.. Times(0, 10), .. Times(11, 20)], keyEvery: 5);

        pace.KeyFrameInterval.ShouldBe(TimeSpan.FromMilliseconds(500), "of 0.5 s and 1 s");
    }

    [Fact]
    public void Pictures_that_come_a_little_late_are_no_break()
    {
        var pace = Pace([TimeSpan.Zero, TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(160)], keyEvery: 1);

        (pace.Steady, pace.KeyFrameInterval).ShouldBe((TimeSpan.FromMilliseconds(160), TimeSpan.FromMilliseconds(40)));
    }

    [Fact]
    public void Pictures_that_come_out_of_the_order_of_their_times_count_once()
    {
        var pace = Pace([.. new[] { 0, 3, 1, 2, 6, 4, 5, 9, 7, 8 }.Select(tenths => TimeSpan.FromSeconds(tenths / 10.0))], keyEvery: 3);

        (pace.Steady, pace.KeyFrameInterval).ShouldBe((TimeSpan.FromMilliseconds(900), TimeSpan.FromMilliseconds(300)));
    }

    [Fact]
    public void Nothing_is_said_of_what_did_not_come()
    {
        var pace = new StreamPace();
        (pace.Steady, pace.KeyFrameInterval).ShouldBe((TimeSpan.Zero, null));
        pace.Saw(TimeSpan.FromSeconds(7), isKey: true);
        (pace.Steady, pace.KeyFrameInterval).ShouldBe((TimeSpan.Zero, null));
    }

    private static IEnumerable<TimeSpan> Times(int from, int until) => Enumerable.Range(from, until - from).Select(tenths => TimeSpan.FromSeconds(tenths / 10.0));

    private static StreamPace Pace(TimeSpan[] times, int keyEvery)
    {
        var pace = new StreamPace();
        foreach (var at in times)
            pace.Saw(at, keyEvery == 1 || (int)Math.Round(at.TotalSeconds * 10) % keyEvery == 0);
        return pace;
    }
}
