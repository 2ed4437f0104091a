namespace EdgeWatch.Ingest.Video;

/// <summary>
/// The pace of a stream by the times of its pictures: how many come in a time, and how far apart its key frames are. A break is left out of both: pictures that were lost on the way or held back for a
/// moment, and a clock that was set meanwhile, are no measure of what the camera sends.
/// </summary>
internal sealed class StreamPace
{
    // A step so many times longer than the usual one is no picture that came late.
    private const int BreakFactor = 5;

    private readonly List<TimeSpan> _steps = [];
    private readonly List<KeySpan> _spans = [];
    private TimeSpan? _newest;
    private (TimeSpan At, int Step)? _key;

    /// <summary>The time that went by, without breaks.</summary>
    public TimeSpan Steady
    {
        get
        {
            var usual = UsualStep();
            return _steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + (step > BreakFactor * usual ? usual : step));
        }
    }

    /// <summary>
    /// The usual time between key frames, null until two came without a break between them. Of an even number of them it is the shorter one in the middle: a key frame that was lost makes two of them one.
    /// </summary>
    public TimeSpan? KeyFrameInterval
    {
        get
        {
            var longest = BreakFactor * UsualStep();
            var whole = _spans.Where(span => _steps[span.FirstStep..span.EndStep].TrueForAll(step => step <= longest)).Select(span => span.Length).Order().ToArray();
            return whole.Length == 0 ? null : whole[(whole.Length - 1) / 2];
        }
    }

    /// <summary>A picture came.</summary>
    /// <param name="at">Its presentation time.</param>
    /// <param name="isKey">It is a key frame.</param>
    public void Saw(TimeSpan at, bool isKey)
    {
        // Pictures that refer to later ones (B-frames) come with times before theirs.
        if (_newest is not { } newest)
            _newest = at;
        else if (at > newest)
        {
            _steps.Add(at - newest);
            _newest = at;
        }

        if (!isKey)
            return;
        if (_key is { } key && at > key.At)
            _spans.Add(new KeySpan(at - key.At, key.Step, _steps.Count));
        _key = (at, _steps.Count);
    }

    private TimeSpan UsualStep() => _steps.Count == 0 ? TimeSpan.Zero : _steps.Order().ElementAt(_steps.Count / 2);

    /// <summary>From one key frame to the next, and the steps between them.</summary>
    private readonly record struct KeySpan(TimeSpan Length, int FirstStep, int EndStep);
}
