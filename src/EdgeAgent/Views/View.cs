namespace EdgeWatch.EdgeAgent.Views;

/// <summary>How a look lies to the view that the camera usually has.</summary>
internal enum ViewState
{
    /// <summary>What is usual is not known yet.</summary>
    Learning,

    /// <summary>The usual view, to within what wind does to a pole.</summary>
    Usual,

    /// <summary>This look does not fit; a lorry before the camera does as much. It is too early to say.</summary>
    Doubtful,

    /// <summary>Another view than the usual one, for several looks.</summary>
    Moved,

    /// <summary>For minutes most of the detail has been missing that the camera usually shows.</summary>
    Blurred,

    /// <summary>No two looks show the same view: a camera that is carried or pans.</summary>
    Unsteady,
}

/// <summary>By how much a picture lies beside another.</summary>
/// <param name="X">To the right, as a share of the picture's width.</param>
/// <param name="Y">Downwards, as a share of the picture's height.</param>
/// <param name="Likeness">Correlation of the edges at that shift, -1..1; about 0 for pictures of different places.</param>
internal readonly record struct Shift(float X, float Y, float Likeness)
{
    /// <summary>Length as a share of the width, for the usual 16:9.</summary>
    public float Length => MathF.Sqrt(X * X + Y * Y * (9f / 16 * (9f / 16)));
}

/// <summary>What the inspection of a look found about where the camera looks.</summary>
/// <param name="State">How it lies to the usual view.</param>
/// <param name="Shift">By how much it is shifted against it; all zero where the two do not match.</param>
/// <param name="Since">Camera time at which this state began (UTC).</param>
/// <param name="Epoch">Grows by one with each new view that is taken as the usual one: what was learnt of places before it does not hold any more.</param>
/// <param name="Unconfirmed">The usual view replaced another one, and nobody has said that the zones still fit.</param>
internal readonly record struct View(ViewState State, Shift Shift, DateTimeOffset Since, int Epoch, bool Unconfirmed)
{
    /// <summary>The view of a look that nobody inspected.</summary>
    public static View Assumed { get; } = new(ViewState.Usual, default, default, 0, false);

    /// <summary>Whether places in the picture are where they were: nothing that stands or is missing may be judged otherwise.</summary>
    public bool IsUsual => State == ViewState.Usual;
}
