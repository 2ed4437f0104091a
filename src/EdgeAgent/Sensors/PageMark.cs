namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>What has happened on one page of the status since it was published. Set by the tasks of the sources, taken by the publisher.</summary>
internal sealed class PageMark
{
    private int _turned = 1;
    private int _heard = 1;

    /// <summary>A sensor of the page is in another state.</summary>
    public void Turned() => Volatile.Write(ref _turned, 1);

    /// <summary>A sensor of the page was heard.</summary>
    public void Heard() => Volatile.Write(ref _heard, 1);

    public bool HasTurned => Volatile.Read(ref _turned) != 0;

    public bool WasHeard => Volatile.Read(ref _heard) != 0;

    /// <summary>The page is about to be read and published.</summary>
    public void Take()
    {
        Volatile.Write(ref _turned, 0);
        Volatile.Write(ref _heard, 0);
    }
}
