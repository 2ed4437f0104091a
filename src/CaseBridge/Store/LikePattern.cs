namespace EdgeWatch.CaseBridge.Store;

/// <summary>Patterns for LIKE with <c>ESCAPE '\'</c>.</summary>
internal static class LikePattern
{
    /// <summary>Matches what has the text in it, in small letters; its own % and _ are no wildcards.</summary>
    public static string Containing(string text) => $"%{text.ToLowerInvariant().Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
}
