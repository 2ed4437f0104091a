using Xunit;

namespace EdgeWatch.Tests.Shared;

/// <summary>A test that fills a real disk; skipped where no small one may be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.IsPossible)
            Skip = "needs the right to mount a small file system: run as root outside a confined container";
    }
}
