namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>Whether a look can tell anything, and if not, why. A look that is not <see cref="Clear"/> counts neither for nor against.</summary>
internal enum Visibility
{
    /// <summary>Things can be seen.</summary>
    Clear,

    /// <summary>Almost nothing in the picture is lit.</summary>
    TooDark,

    /// <summary>Most of the picture is saturated.</summary>
    WashedOut,

    /// <summary>Out of focus, a covered or dirty lens, thick fog.</summary>
    Blurred,

    /// <summary>The same picture to the last bit for minutes: the encoder hangs, the scene does not.</summary>
    Frozen,

    /// <summary>The camera looks elsewhere than where the zones were drawn, or something large stands before it.</summary>
    Moved,

    /// <summary>No two looks show the same view: the camera is carried about or pans.</summary>
    Unsteady,
}
