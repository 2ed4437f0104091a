namespace EdgeWatch.CameraSimulator.Rtp;

/// <summary>Clocks of RTP: 90 kHz media time and NTP wall time (RFC 3550 §4, RFC 6184 §8.2.1).</summary>
internal static class RtpClock
{
    private static readonly DateTimeOffset NtpEpoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Media time in units of 1/90000 s, wrapped to 32 bits. Taken from the whole time, not summed, so that nothing drifts.</summary>
    public static uint ToTimestamp(TimeSpan mediaTime) => unchecked((uint)((mediaTime.Ticks * 9 + 500) / 1000));

    /// <summary>Wall time as seconds since 1900 in 32.32 fixed point.</summary>
    public static ulong ToNtp(DateTimeOffset time)
    {
        var (seconds, rest) = Math.DivRem((time - NtpEpoch).Ticks, TimeSpan.TicksPerSecond);
        return ((ulong)(uint)seconds << 32) | (((ulong)rest << 32) / TimeSpan.TicksPerSecond);
    }
}
