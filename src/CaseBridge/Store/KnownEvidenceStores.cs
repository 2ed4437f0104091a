using EdgeWatch.CaseBridge.Options;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Every kind of evidence store, by the name that <c>bridge.evidence.store</c> gives it.</summary>
internal static class KnownEvidenceStores
{
    public const string Folder = "folder";
    public const string S3 = "s3";

    public static void AddEvidence(this IServiceCollection services, BridgeOptions options, TimeProvider time)
    {
        services.AddSingleton(_ => new WatchedEvidence(Open(options, time), time));
        services.AddSingleton<IEvidenceStore>(provider => provider.GetRequiredService<WatchedEvidence>());
        services.AddSingleton(provider => new EvidenceFiles(provider.GetRequiredService<IEvidenceStore>()));
    }

    private static IEvidenceStore Open(BridgeOptions options, TimeProvider time) => options.Evidence.Store switch
    {
        S3 => new S3Evidence(options.Evidence.S3, time),
        _ => new FolderEvidence(Path.Combine(options.Data, "evidence")),
    };
}
