using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeWatch.CaseBridge.Filing.Webhook;

/// <summary>
/// Signs and checks bodies: <c>t=1774166400,v1=9f2c…</c>, v1 the HMAC-SHA256 in hexadecimal of the time in seconds, a full stop and the body. The time stands under the signature, so that a
/// message that somebody recorded cannot be sent again later.
/// </summary>
internal static class WebhookSignature
{
    public const string Header = "X-EdgeWatch-Signature";

    /// <summary>How old a receiver lets a message be; clocks differ, and an answer may be slow.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static string Sign(string secret, ReadOnlySpan<byte> body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(Mac(secret, seconds, body))}";
    }

    /// <summary>Why a message is not to be believed; null where it is.</summary>
    public static string? Flaw(string secret, string? header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var parts = (header ?? "").Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1]);
        if (parts["t"].FirstOrDefault() is not { } seconds || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            return $"{Header} has no time";
        if ((now - DateTimeOffset.FromUnixTimeSeconds(Math.Min(at, 253402300799))).Duration() > Tolerance)
            return $"{Header} is of another time than now: it was recorded, or a clock is wrong";
        var mac = Convert.ToHexStringLower(Mac(secret, seconds, body));
        return parts["v1"].Any(given => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(mac))) ? null : $"{Header} does not fit the body";
    }

    private static byte[] Mac(string secret, string seconds, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes($"{seconds}."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}
