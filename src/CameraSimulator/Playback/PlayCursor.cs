using EdgeWatch.CameraSimulator.Rtp;

namespace EdgeWatch.CameraSimulator.Playback;

/// <summary>
/// Where a camera is in its clip, which it plays again and again. Media time is the camera's own and never goes back: the n-th round of a clip
/// begins one clip duration after the one before.
/// </summary>
internal sealed class PlayCursor
{
    private readonly TimeSpan _beginsAt;
    private int _index;
    private TimeSpan _round;

    /// <summary>Stands at the first picture.</summary>
    /// <param name="clip">What is played.</param>
    /// <param name="beginsAt">Media time at which the clip's time zero lies.</param>
    public PlayCursor(PacketisedClip clip, TimeSpan beginsAt) => (Clip, _beginsAt, _round) = (clip, beginsAt, beginsAt);

    /// <summary>What is played.</summary>
    public PacketisedClip Clip { get; }

    /// <summary>The next picture.</summary>
    public PacketisedFrame Frame => Clip.Frames[_index];

    /// <summary>Media time at which the next picture is to be sent.</summary>
    public TimeSpan DueAt => _round + Frame.SendAt;

    /// <summary>Media time at which the next picture was taken.</summary>
    public TimeSpan PresentAt => _round + Frame.PresentAt;

    /// <summary>Position in the clip at a media time.</summary>
    public TimeSpan PositionAt(TimeSpan mediaTime) => mediaTime - RoundAt(mediaTime);

    /// <summary>Goes on to the next picture.</summary>
    public void Advance()
    {
        _index++;
        if (_index < Clip.Frames.Length)
            return;
        _index = 0;
        _round += Clip.Duration;
    }

    /// <summary>Goes to the first picture that is due after a media time, in either direction.</summary>
    public void SeekAfter(TimeSpan mediaTime)
    {
        // Pictures are sent up to the reordering delay after the round in which they were taken has ended.
        var before = mediaTime - Clip.Frames[0].SendAt;
        _round = before < _beginsAt ? _beginsAt : RoundAt(before);
        _index = 0;
        while (DueAt <= mediaTime)
            Advance();
    }

    /// <summary>Media time of sending, and of taking, of the next key picture.</summary>
    public (TimeSpan DueAt, TimeSpan PresentAt) NextKey()
    {
        var round = _round;
        for (var index = _index; ; index++)
        {
            if (index == Clip.Frames.Length)
                (index, round) = (0, round + Clip.Duration);
            var frame = Clip.Frames[index];
            if (frame.IsKey)
                return (round + frame.SendAt, round + frame.PresentAt);
        }
    }

    private TimeSpan RoundAt(TimeSpan mediaTime)
    {
        var since = mediaTime - _beginsAt;
        return _beginsAt + TimeSpan.FromTicks(since.Ticks / Clip.Duration.Ticks * Clip.Duration.Ticks);
    }
}
