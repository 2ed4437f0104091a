namespace EdgeWatch.Tests.Shared;

/// <summary>What a piece of work allocates once it has settled.</summary>
public static class Allocations
{
    private const int Windows = 8;

    /// <summary>
    /// The least bytes that the work allocates on this thread in any of several goes. What the work itself allocates shows in every one; what the runtime does once
    /// on the way (compiling a method better, growing a pool) does not.
    /// </summary>
    public static long Least(Action work)
    {
        var least = long.MaxValue;
        for (var window = 0; window < Windows && least > 0; window++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
