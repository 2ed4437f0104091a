using EdgeWatch.CameraSimulator.Media;
using EdgeWatch.CameraSimulator.Playback;
using EdgeWatch.CameraSimulator.Rtp;

namespace EdgeWatch.Ingest.Tests.Simulator;

public sealed class PlayCursorTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(40);
    private static readonly PacketisedClip Clip = MakeClip();

    [Fact]
    public void Times_go_on_over_the_end_of_the_clip()
    {
        var cursor = new PlayCursor(Clip, TimeSpan.Zero);
        var (sent, taken) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var picture = 0; picture < 5 * Clip.Frames.Length; picture++, cursor.Advance())
        {
            sent.Add(cursor.DueAt);
            taken.Add(cursor.PresentAt);
        }

        sent.Zip(sent.Skip(1), (one, next) => next - one).ShouldAllBe(gap => gap == Step);
        taken.Order().Zip(taken.Order().Skip(1), (one, next) => next - one).ShouldAllBe(gap => gap == Step);
    }

    [Fact]
    public void Seeking_leads_to_the_picture_that_stepping_would_have_reached()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var beginsAt = TimeSpan.FromMilliseconds(random.Next(5000));
            var moment = beginsAt + TimeSpan.FromMilliseconds(random.Next(-100, 3000));
            var (seeking, stepping) = (new PlayCursor(Clip, beginsAt), new PlayCursor(Clip, beginsAt));
            while (stepping.DueAt <= moment)
                stepping.Advance();
            seeking.SeekAfter(TimeSpan.FromMilliseconds(random.Next(9000)));
            seeking.SeekAfter(moment);
            (seeking.DueAt, seeking.PresentAt, seeking.Frame).ShouldBe((stepping.DueAt, stepping.PresentAt, stepping.Frame), $"{beginsAt} {moment}");
        }
    }

    [Fact]
    public void The_next_key_picture_is_found_in_the_next_round_where_this_one_has_none()
    {
        var cursor = new PlayCursor(Clip, TimeSpan.Zero);
        cursor.Advance();
        cursor.NextKey().PresentAt.ShouldBe(Clip.Duration);
    }

    [Fact]
    public void The_position_starts_anew_in_every_round() =>
        new PlayCursor(Clip, TimeSpan.FromSeconds(1)).PositionAt(TimeSpan.FromSeconds(1) + 3 * Clip.Duration + Step).ShouldBe(Step);

    /// <summary>One key picture, then three whose order of sending differs from that of taking.</summary>
    private static PacketisedClip MakeClip()
    {
        int[] present = [0, 3, 1, 2];
        byte[] unit = [0x65, 1];
        return new PacketisedClip(new EncodedClip
        {
            Codec = VideoCodec.H264,
            Duration = 4 * Step,
            ParameterSets = [],
            AccessUnits = [.. present.Select((shown, index) => new AccessUnit((index + 2) * Step, shown * Step, index == 0, [unit]))],
        });
    }
}
