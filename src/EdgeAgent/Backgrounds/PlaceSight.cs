namespace EdgeWatch.EdgeAgent.Backgrounds;

/// <summary>What a look tells of a place at which something is registered.</summary>
internal enum PlaceSight
{
    /// <summary>How the place usually looks has not been learnt yet.</summary>
    Unknown,

    /// <summary>Something covers it, or more about it has changed than the thing itself: a car, goods, a leaf on the lens, snow.</summary>
    Covered,

    /// <summary>Too dark, too bright or too much in a shadow to be compared.</summary>
    Unlit,

    /// <summary>The fine detail of the place is gone: a drop or dirt on the lens over it.</summary>
    Blurred,

    /// <summary>It looks as it does with the thing in it.</summary>
    AsUsual,

    /// <summary>About it all is as usual, and where the thing was it is not.</summary>
    Changed,
}
