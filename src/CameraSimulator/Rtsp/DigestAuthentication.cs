using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeWatch.CameraSimulator.Rtsp;

/// <summary>
/// Digest authentication with MD5, with and without <c>qop=auth</c> (RFC 2617 §3, RFC 7616), as cameras do it. One per connection: its nonce is
/// good for as long as the connection lasts.
/// </summary>
internal sealed partial class DigestAuthentication(string realm, string? nonce = null)
{
    private readonly string _nonce = nonce ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The WWW-Authenticate header.</summary>
    public string Challenge(SignIn refusal) =>
        $"Digest realm=\"{realm}\", nonce=\"{_nonce}\", algorithm=MD5{(refusal == SignIn.StaleNonce ? ", stale=true" : "")}";

    /// <summary>Judges the Authorization header of a request.</summary>
    /// <param name="header">Its value; null where the request has none.</param>
    /// <param name="method">Verb of the request.</param>
    /// <param name="uri">Address of the request.</param>
    /// <param name="user">Who may come in.</param>
    /// <param name="password">With what.</param>
    public SignIn Judge(string? header, string method, string uri, string user, string password)
    {
        if (header is null)
            return SignIn.Missing;
        if (!header.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase))
            return SignIn.WrongScheme;
        var given = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Parameter().Matches(header[7..]))
            given[match.Groups["name"].Value] = match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["bare"].Value;
        if (given.GetValueOrDefault("nonce") != _nonce)
            return SignIn.StaleNonce;
        var first = Hash($"{user}:{realm}:{password}");
        var second = Hash($"{method}:{uri}");
        var expected = given.TryGetValue("qop", out var protection)
            ? Hash($"{first}:{_nonce}:{given.GetValueOrDefault("nc")}:{given.GetValueOrDefault("cnonce")}:{protection}:{second}")
            : Hash($"{first}:{_nonce}:{second}");
        var isRight = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(given.GetValueOrDefault("response") ?? ""));
        return isRight && given.GetValueOrDefault("username") == user ? SignIn.Accepted : SignIn.WrongCredentials;
    }

    [SuppressMessage("Security", "CA5351", Justification = "MD5 is what the digest scheme of RFC 2617 prescribes and cameras speak; it guards nothing but test pictures.")]
    private static string Hash(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("""(?<name>[a-zA-Z]+)\s*=\s*(?:"(?<quoted>[^"]*)"|(?<bare>[^\s,"]+))""", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}

/// <summary>How an attempt to sign in ended.</summary>
internal enum SignIn
{
    /// <summary>The credentials are right.</summary>
    Accepted,

    /// <summary>The request bears no credentials yet.</summary>
    Missing,

    /// <summary>Another scheme than digest.</summary>
    WrongScheme,

    /// <summary>Answers a challenge of another connection.</summary>
    StaleNonce,

    /// <summary>Wrong user or password.</summary>
    WrongCredentials,
}
