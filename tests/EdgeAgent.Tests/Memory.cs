namespace EdgeWatch.EdgeAgent.Tests;

/// <summary>Leak tests: resident memory after many rounds against that after the first tenth.</summary>
internal static class Memory
{
    public static void ShouldStayFlat(int rounds, long limit, Action round)
    {
        for (var i = 0; i < rounds / 10; i++)
            round();
        var before = Resident();
        for (var i = rounds / 10; i < rounds; i++)
            round();
        (Resident() - before).ShouldBeLessThan(limit, $"bytes gained in {rounds} rounds");
    }

    private static long Resident()
    {
        // What the collector keeps for later goes back, too: as much as the processor has cache, and so another amount on each machine.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var pages = File.ReadAllText("/proc/self/statm").Split(' ')[1];
        return long.Parse(pages) * Environment.SystemPageSize;
    }
}

/// <summary>Tests that measure the whole process, and so run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
