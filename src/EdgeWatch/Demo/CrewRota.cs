namespace EdgeWatch.Demo;

/// <summary>Whether the demo's crew mends what it reports as mended: every third street it does not, so that a case that is returned can be seen too. Who was sent back does mend it.</summary>
internal sealed class CrewRota
{
    private const int Skipped = 3;
    private int _visits;

    /// <param name="isRework">The case was returned before.</param>
    public bool Mends(bool isRework) => isRework || ++_visits % Skipped != 0;
}
