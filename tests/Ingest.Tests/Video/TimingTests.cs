using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Video;

public sealed class TimingTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_quickest_arrival_anchors_the_time_and_slow_ones_do_not_move_it()
    {
        var map = new TimeMap();
        foreach (var (second, delay) in new[] { (0, 0.30), (1, 0.10), (2, 0.02), (3, 0.50), (4, 2.00), (5, 0.40) })
            map.Arrived(TimeSpan.FromSeconds(second), Start.AddSeconds(second + delay));
        (map.ToUtc(TimeSpan.FromSeconds(5)) - Start.AddSeconds(5.02)).Duration().ShouldBeLessThan(TimeSpan.FromMilliseconds(2));
    }

    [Fact]
    public void A_camera_clock_that_runs_slow_is_followed()
    {
        var map = new TimeMap();
        const double Slow = 100e-6;
        for (var second = 0; second <= 36_000; second += 10)
            map.Arrived(TimeSpan.FromSeconds(second * (1 - Slow)), Start.AddSeconds(second));
        (map.ToUtc(TimeSpan.FromSeconds(36_000 * (1 - Slow))) - Start.AddSeconds(36_000)).Duration().ShouldBeLessThan(TimeSpan.FromMilliseconds(5));
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(1000)]
    public void A_jump_of_the_presentation_clock_anchors_anew(int jump)
    {
        var map = new TimeMap();
        map.Arrived(TimeSpan.FromSeconds(2000), Start);
        map.Arrived(TimeSpan.FromSeconds(2000 + jump), Start.AddSeconds(1));
        map.ToUtc(TimeSpan.FromSeconds(2000 + jump)).ShouldBe(Start.AddSeconds(1));
    }

    [Fact]
    public void Times_never_run_backwards_even_over_a_new_connection()
    {
        var map = new TimeMap();
        map.Arrived(TimeSpan.FromSeconds(5), Start);
        var before = map.ToUtc(TimeSpan.FromSeconds(5));
        map.Break();
        map.Arrived(TimeSpan.Zero, Start.AddSeconds(-3));
        map.ToUtc(TimeSpan.Zero).ShouldBeGreaterThan(before);
    }

    [Fact]
    public void Looks_that_could_not_be_made_count_as_due_one_for_each_cadence()
    {
        var time = new ManualTime();
        var tally = new LookTally(new LookSchedule(TimeSpan.FromSeconds(10), time), time);
        tally.Count().ShouldBe((0, 0));
        time.Advance(TimeSpan.FromSeconds(3));
        tally.Made().ShouldBe((1, 0));
        time.Advance(TimeSpan.FromSeconds(19));
        tally.Count().ShouldBe((1, 1));
        time.Advance(TimeSpan.FromSeconds(26));
        tally.Count().ShouldBe((1, 4));
        tally.Made().ShouldBe((2, 3));
        tally.Count().ShouldBe((2, 5));
        tally.Close();
        time.Advance(TimeSpan.FromHours(1));
        tally.Count().ShouldBe((2, 5));
    }

    [Fact]
    public void A_camera_that_never_answers_misses_its_looks_from_the_start()
    {
        var time = new ManualTime();
        var tally = new LookTally(new LookSchedule(TimeSpan.FromSeconds(10), time), time);
        time.Advance(TimeSpan.FromSeconds(65));
        tally.Count().ShouldBe((0, 6));
    }

    [Fact]
    public void Waits_double_up_to_the_limit_with_full_jitter()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), () => 0.5);
        Enumerable.Range(0, 8).Select(_ => backoff.Next().TotalSeconds).ShouldBe([0.5, 1, 2, 4, 8, 16, 30, 30]);
        backoff.Reset();
        backoff.Next().TotalSeconds.ShouldBe(0.5);
        new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), () => 0).Next().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Refused_credentials_are_not_tried_again_soon() =>
        new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), () => 0).AfterRefusal().ShouldBe(TimeSpan.FromSeconds(30));

    [Fact]
    public async Task Few_connect_at_once_and_one_that_does_not_answer_gives_its_place_up()
    {
        var time = new ManualTime();
        using var gate = new ConnectGate(2, time);
        var first = await gate.EnterAsync(CancellationToken.None);
        using var dead = await gate.EnterAsync(CancellationToken.None);
        var third = gate.EnterAsync(CancellationToken.None);
        third.IsCompleted.ShouldBeFalse();

        first.Dispose();
        using var entered = await third.WaitAsync(TimeSpan.FromSeconds(5));
        var fourth = gate.EnterAsync(CancellationToken.None);
        fourth.IsCompleted.ShouldBeFalse();
        time.Advance(ConnectGate.Hold);
        using var afterDead = await fourth.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Key_frames_are_rare_where_the_longest_of_the_last_intervals_exceeds_the_cadence()
    {
        var meter = new KeyFrameMeter();
        meter.Saw(TimeSpan.Zero);
        meter.Interval.ShouldBeNull();
        meter.AreRarerThan(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.1)).ShouldBeFalse();
        meter.AreRarerThan(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.5)).ShouldBeTrue();
        foreach (var second in new[] { 2, 7, 9 })
            meter.Saw(TimeSpan.FromSeconds(second));
        meter.Interval.ShouldBe(TimeSpan.FromSeconds(5));
        meter.AreRarerThan(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(9)).ShouldBeTrue();
        foreach (var second in new[] { 11, 13, 15 })
            meter.Saw(TimeSpan.FromSeconds(second));
        meter.AreRarerThan(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(15)).ShouldBeFalse();
    }
}
