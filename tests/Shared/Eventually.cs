namespace EdgeWatch.Tests.Shared;

/// <summary>Waits for something that another task or process will bring about, with a deadline instead of a fixed sleep.</summary>
public static class Eventually
{
    /// <summary>How long whatever a test waits for may take.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Returns once the condition holds; fails with the words when it does not within the limit (20 s).</summary>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? limit = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, limit);

    /// <summary>Returns once the condition holds; fails with the words when it does not within the limit (20 s).</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null)
    {
        var until = Environment.TickCount64 + (long)(limit ?? Limit).TotalMilliseconds;
        while (!await condition())
        {
            if (Environment.TickCount64 > until)
                throw new TimeoutException($"not within {limit ?? Limit}: {what}");
            await Task.Delay(5);
        }
    }
}
