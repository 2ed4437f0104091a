using EdgeWatch.CaseBridge.Filing.Folder;
using EdgeWatch.CaseBridge.Filing.Open311;
using EdgeWatch.CaseBridge.Filing.Webhook;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>A kind of destination.</summary>
/// <param name="Kinds">What it can be told, of <see cref="FilingKinds"/>.</param>
/// <param name="Make">Makes one of checked options.</param>
/// <param name="Check">What is wrong with options of this kind.</param>
internal sealed record KnownFiler(IReadOnlyList<string> Kinds, Func<FilerOptions, FilerWorkshop, ICaseFiler> Make, Func<FilerOptions, IEnumerable<FilerProblem>> Check);

/// <summary>What destinations are made with.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Pictures">Where the pictures lie.</param>
internal sealed record FilerWorkshop(TimeProvider Time, EvidenceFiles Pictures);

/// <summary>Every kind of destination, one line each.</summary>
internal static class KnownFilers
{
    private static readonly Dictionary<string, KnownFiler> ByKind = new(StringComparer.Ordinal)
    {
        ["open311"] = new([FilingKinds.File], (options, _) => new Open311Filer(options), Open311Filer.Check),
        ["webhook"] = new([FilingKinds.File, FilingKinds.Void, FilingKinds.Close], (options, workshop) => new WebhookFiler(options, workshop.Time), WebhookFiler.Check),
        ["folder"] = new([FilingKinds.File, FilingKinds.Void, FilingKinds.Close], (options, workshop) => new FolderFiler(options, workshop.Pictures), FolderFiler.Check),
    };

    public static IReadOnlyCollection<string> Names => ByKind.Keys;

    public static bool Knows(string kind) => ByKind.ContainsKey(kind);

    public static KnownFiler Of(string kind) => ByKind[kind];
}
