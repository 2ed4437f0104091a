using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Options;

/// <summary>Where pictures lie, and for how long.</summary>
internal sealed record EvidenceOptions
{
    [AllowedValues(KnownEvidenceStores.Folder, KnownEvidenceStores.S3), Description("folder: evidence in the data folder; s3: a bucket of an S3-compatible store.")]
    public string Store { get; init; } = KnownEvidenceStores.Folder;

    [Range(1, 1_000_000_000), Description("Room for pictures in MiB; those of closed cases go first, oldest first.")]
    public int BudgetMegabytes { get; init; } = 10_240;

    [Description("Pictures of cases that are done are deleted so long after they came; absent: only to keep the budget.")]
    public TimeSpan? Keep { get; init; }

    [Description("The bucket, where store is s3.")]
    public S3Options S3 { get; init; } = new();
}

/// <summary>A bucket of an S3-compatible store.</summary>
internal sealed record S3Options
{
    [Description("Address of the store: https://s3.example.org, or http://127.0.0.1:9000.")]
    public string Endpoint { get; init; } = "";

    [Description("Name of the bucket; it has to be there.")]
    public string Bucket { get; init; } = "";

    [Description("Region that requests are signed for; most stores of one's own take us-east-1.")]
    public string Region { get; init; } = "us-east-1";

    [Description("Access key; ${NAME} takes an environment variable.")]
    public string AccessKey { get; init; } = "";

    [Description("Secret key; ${NAME} takes an environment variable.")]
    public string SecretKey { get; init; } = "";

    [Description("What the names of pictures begin with in the bucket; ends in /.")]
    public string Prefix { get; init; } = "evidence/";

    [Description("true: the bucket stands in the path (MinIO, Ceph); false: before the host (AWS, most clouds).")]
    public bool PathStyle { get; init; } = true;

    /// <summary>Shows where, never the secret.</summary>
    public override string ToString() => $"{Bucket} at {Endpoint}";
}
