using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Who asks.</summary>
/// <param name="AccessKey">Public name of the key.</param>
/// <param name="SecretKey">The secret; never sent.</param>
/// <param name="Region">Region of the store, such as us-east-1.</param>
internal sealed record S3Credentials(string AccessKey, string SecretKey, string Region)
{
    /// <summary>Shows who, never the secret.</summary>
    public override string ToString() => $"{AccessKey} in {Region}";
}

/// <summary>AWS Signature Version 4 for S3 (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).</summary>
internal static class SignatureV4
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>A time as the header x-amz-date has it: 20130524T000000Z.</summary>
    public static string DateOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The value of the header Authorization.</summary>
    /// <param name="credentials">Who asks.</param>
    /// <param name="method">GET, PUT, HEAD or DELETE.</param>
    /// <param name="path">Of the address, not encoded; begins with a slash.</param>
    /// <param name="query">Names and values, not encoded.</param>
    /// <param name="headers">Those to sign, names in small letters: host, x-amz-date and x-amz-content-sha256 at least.</param>
    public static string Authorize(
        S3Credentials credentials, string method, string path, IEnumerable<KeyValuePair<string, string>> query, IReadOnlyDictionary<string, string> headers)
    {
        var date = headers["x-amz-date"];
        var scope = $"{date[..8]}/{credentials.Region}/s3/aws4_request";
        var signed = string.Join(';', headers.Keys.Order(StringComparer.Ordinal));
        var request = string.Join(
            '\n',
            [
                method,
                string.Join('/', path.Split('/').Select(Encode)),
                QueryOf(query),
                .. headers.OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}:{header.Value.Trim()}"),
                "",
                signed,
                headers["x-amz-content-sha256"],
            ]);
        var toSign = $"{Algorithm}\n{date}\n{scope}\n{HexOf(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";
        var key = new[] { date[..8], credentials.Region, "s3", "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + credentials.SecretKey), Mac);
        return $"{Algorithm} Credential={credentials.AccessKey}/{scope}, SignedHeaders={signed}, Signature={HexOf(Mac(key, toSign))}";
    }

    /// <summary>Names and values as they stand in the address and in what is signed: encoded, in the order of their names.</summary>
    public static string QueryOf(IEnumerable<KeyValuePair<string, string>> query) =>
        string.Join('&', query.Select(pair => (Name: Encode(pair.Key), Value: Encode(pair.Value))).OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => $"{pair.Name}={pair.Value}"));

    public static string HexOf(byte[] bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>Letters, digits and -._~ stand for themselves (RFC 3986), which is what S3 asks for.</summary>
    private static string Encode(string text) => Uri.EscapeDataString(text);

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
