using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Tests.Evidence;

/// <summary>
/// The examples that AWS publishes with their signatures: "Authenticating Requests: Using the Authorization Header", section "Examples: Signature Calculations"
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
/// </summary>
public class SignatureV4Tests
{
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly S3Credentials Example = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");

    [Fact]
    public void An_object_is_asked_for_with_a_range() => Sign("GET", "/test.txt", [], Empty, ("range", "bytes=0-9"))
        .ShouldBe("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");

    [Fact]
    public void An_object_with_a_name_to_encode_is_put() => Sign(
            "PUT", "/test$file.text", [], "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072", ("date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"))
        .ShouldEndWith("SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class, Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");

    [Fact]
    public void A_query_without_a_value_is_signed() => Sign("GET", "/", [new("lifecycle", "")], Empty)
        .ShouldEndWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");

    [Fact]
    public void A_list_is_asked_for_in_the_order_of_its_names() => Sign("GET", "/", [new("prefix", "J"), new("max-keys", "2")], Empty)
        .ShouldEndWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");

    private static string Sign(string method, string path, KeyValuePair<string, string>[] query, string hash, params (string Name, string Value)[] more)
    {
        var headers = new Dictionary<string, string> { ["host"] = "examplebucket.s3.amazonaws.com", ["x-amz-content-sha256"] = hash, ["x-amz-date"] = "20130524T000000Z" };
        foreach (var (name, value) in more)
            headers[name] = value;
        return SignatureV4.Authorize(Example, method, path, query, headers);
    }
}
