namespace EdgeWatch.Evaluation.Events;

/// <summary>A clock that stands at the moment at which every clip begins, so that one clip gives the same candidates whenever it is played. Waits are real.</summary>
internal sealed class ClipClock : TimeProvider
{
    /// <summary>By day, in winter; UTC.</summary>
    public static DateTimeOffset Beginning { get; } = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Beginning;
}
