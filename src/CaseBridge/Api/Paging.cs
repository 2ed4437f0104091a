namespace EdgeWatch.CaseBridge.Api;

/// <summary>Bounds of lists.</summary>
internal static class Paging
{
    public const int MostItems = 500;

    public static string? Flaw(int limit) => limit is < 1 or > MostItems ? $"limit {limit} is outside 1..{MostItems}." : null;
}
