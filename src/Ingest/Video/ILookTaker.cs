namespace EdgeWatch.Ingest.Video;

/// <summary>Decides which decoded pictures become looks. All members are called by the source's one thread.</summary>
internal interface ILookTaker
{
    /// <summary>True where the next key frame is to be decoded.</summary>
    /// <param name="at">The key frame's presentation time.</param>
    bool IsDue(TimeSpan at);

    /// <summary>Takes over a decoded picture.</summary>
    /// <param name="picture">A filled frame of <see cref="LibAv.FramePool.Shared"/>.</param>
    /// <param name="at">Its presentation time.</param>
    void Take(nint picture, TimeSpan at);

    /// <summary>All pictures of a packet have been taken.</summary>
    void Settle();

    /// <summary>Pictures taken so far are out of date: the stream broke off.</summary>
    void Forget();
}
