namespace EdgeWatch.CaseBridge.Store;

/// <summary>Times as they stand in the store: microseconds since 1970 in UTC, the same number in SQLite and PostgreSQL.</summary>
internal static class StoreTime
{
    public static long ToStore(this DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long? ToStore(this DateTimeOffset? time) => time?.ToStore();

    public static DateTimeOffset FromStore(this long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    public static DateTimeOffset? FromStore(this long? microseconds) => microseconds?.FromStore();
}
